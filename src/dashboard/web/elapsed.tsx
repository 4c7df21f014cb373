import { useEffect, useState } from 'preact/hooks';

/** Seconds that count up while something runs; screen readers read them when asked only. */
export function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return (
    <span role="timer" aria-live="off" class="elapsed">
      {(Math.max(0, now - since) / 1000).toFixed(1)} s
    </span>
  );
}
