// A new page takes the focus: what was pressed to come here may be gone, and Tab should go on in the page.
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** Puts the focus on the content when the path changes, unless the new page has put it somewhere already. */
export function useRouteFocus(): void {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    const timer = setTimeout(() => {
      const content = document.getElementById('content');
      if (content && !content.contains(document.activeElement)) content.focus({ preventScroll: true });
    });
    return () => clearTimeout(timer);
  }, [pathname]);
}
