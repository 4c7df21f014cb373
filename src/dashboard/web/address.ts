import { useEffect, useState } from 'preact/hooks';

/** What the address bar shows: a path such as `/data`, and the query with its question mark. */
export interface Address {
  readonly path: string;
  readonly query: string;
}

const changed = 'sparkify:address';

/** The address of the page; the component is drawn again when it changes. */
export function useAddress(): Address {
  const [address, setAddress] = useState(read);
  useEffect(() => {
    // A jump within the page changes neither path nor query.
    const update = () =>
      setAddress((before) => {
        const now = read();
        return before.path === now.path && before.query === now.query ? before : now;
      });
    window.addEventListener('popstate', update);
    document.addEventListener(changed, update);
    return () => {
      window.removeEventListener('popstate', update);
      document.removeEventListener(changed, update);
    };
  }, []);
  return address;
}

/** Shows another page, or the same one with other filters, without loading the document again. */
export function goTo(href: string): void {
  history.pushState(null, '', href);
  document.dispatchEvent(new Event(changed));
}

/** For links: a plain click stays in this document; with a modifier the browser opens a tab as usual. */
export function followLink(event: MouseEvent): void {
  const link = event.currentTarget as HTMLAnchorElement;
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goTo(link.getAttribute('href') ?? '/');
}

function read(): Address {
  return { path: location.pathname, query: location.search };
}
