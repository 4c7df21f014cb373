import type { Session } from './session.ts';
import type { RedshiftSettings } from './settings.ts';

/**
 * Opens a session whose statements are those of this program, and whose times are UTC: on a connection of its own, or through
 * the Data API.
 *
 * @throws {UsageError} for wrong settings
 * @throws {TransientError} if the server or AWS cannot be reached
 */
export async function openSession(settings: RedshiftSettings, signal?: AbortSignal): Promise<Session> {
  if (settings.transport === 'data-api') {
    const { openDataApiSession } = await import('./data-api/session.ts');
    return await openDataApiSession(settings, signal);
  }
  const { openWireSession } = await import('./wire-session.ts');
  return await openWireSession(settings, signal);
}
