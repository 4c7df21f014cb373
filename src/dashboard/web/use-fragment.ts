import { useEffect, useRef } from 'preact/hooks';

/**
 * Leads to an element that the fragment of the address names: the browser looks for it before anything is drawn. What is
 * above it grows as its answers come, so that the element is followed until the user does something.
 */
export function useFragment(id: string | undefined) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (id === undefined || location.hash !== `#${id}`) return;
    const follow = new ResizeObserver(() => place.current?.scrollIntoView());
    follow.observe(document.body);
    const stop = new AbortController();
    stop.signal.addEventListener('abort', () => follow.disconnect());
    for (const name of ['wheel', 'keydown', 'pointerdown'])
      window.addEventListener(name, () => stop.abort(), { signal: stop.signal, passive: true });
    return () => stop.abort();
  }, [id]);
  return place;
}
