import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiStatus } from '../api.ts';
import { getJson, unanswered } from './get-json.ts';

const refreshMilliseconds = 5000;

export interface LiveStatus {
  readonly status: ApiStatus | undefined;
  readonly error: unknown;
  /** Increases when a run was published, and when the server answers again: what is shown is then asked again. */
  readonly version: number;
  /** The time of the newest answer, for ages. */
  readonly now: Date;
}

/** The status of the warehouse, asked every 5 s while the page is visible. */
export function useStatus(): LiveStatus {
  const [live, setLive] = useState<LiveStatus>({
    status: undefined,
    error: undefined,
    version: 0,
    now: new Date(),
  });
  const wasUnanswered = useRef(false);
  useEffect(() => {
    const note = () => {
      wasUnanswered.current = true;
    };
    const refresh = async () => {
      try {
        const status = await getJson<ApiStatus>('/api/status');
        const isBack = wasUnanswered.current;
        wasUnanswered.current = false;
        setLive((before) => ({
          status: before.status?.key === status.key ? before.status : status,
          error: undefined,
          version: before.version + (isBack || before.status?.key !== status.key ? 1 : 0),
          now: new Date(),
        }));
      } catch (error) {
        setLive((before) => ({ ...before, error, now: new Date() }));
      }
    };
    document.addEventListener(unanswered, note);
    void refresh();
    const timer = setInterval(() => document.hidden || void refresh(), refreshMilliseconds);
    return () => {
      clearInterval(timer);
      document.removeEventListener(unanswered, note);
    };
  }, []);
  return live;
}
