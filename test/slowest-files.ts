import type { Reporter } from 'vitest/node';

const shown = 10;

/** Prints the files that took longest, after a run of more files than it prints. */
export function slowestFiles(): Reporter {
  return {
    onTestRunEnd(modules) {
      if (modules.length <= shown) return;
      const files = modules
        .map((module) => {
          const { collectDuration, duration, setupDuration } = module.diagnostic();
          return {
            name: module.relativeModuleId,
            seconds: (collectDuration + duration + setupDuration) / 1000,
          };
        })
        .sort((a, b) => b.seconds - a.seconds)
        .slice(0, shown);
      const rows = files.map(({ name, seconds }) => `  ${seconds.toFixed(1).padStart(6)} s  ${name}`);
      console.log(['', ` The ${shown} slowest files:`, ...rows, ''].join('\n'));
    },
  };
}
