// Keeps the log of messages: adds, forgets, counts what is new.
import { useCallback, useMemo, useState } from 'react';
import { KEPT_NOTICES, type LoggedMessage, type NoticeLog } from './notices.ts';

/** The log, and the way to add to it. */
export function useNoticeLog(): { log: NoticeLog; keep: (notice: LoggedMessage) => void } {
  const [notices, setNotices] = useState<readonly LoggedMessage[]>([]);
  const [fresh, setFresh] = useState(0);
  const keep = useCallback((notice: LoggedMessage) => {
    setNotices((all) => [notice, ...all].slice(0, KEPT_NOTICES));
    setFresh((count) => count + 1);
  }, []);
  const seen = useCallback(() => setFresh(0), []);
  const remove = useCallback((id: number) => setNotices((all) => all.filter((each) => each.id !== id)), []);
  const clear = useCallback(() => {
    setNotices([]);
    setFresh(0);
  }, []);
  const log = useMemo(() => ({ notices, fresh, seen, remove, clear }), [notices, fresh, seen, remove, clear]);
  return { log, keep };
}
