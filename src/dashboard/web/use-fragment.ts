import { useEffect, useRef } from 'preact/hooks';

/**
 * Scrolls to an element when it appears, if the fragment of the address names it: the browser looks for it before anything is
 * drawn.
 */
export function useFragment(id: string | undefined) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (id !== undefined && location.hash === `#${id}`) place.current?.scrollIntoView();
  }, [id]);
  return place;
}
