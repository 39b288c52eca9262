// What was said at the edge of the screen, kept until the person clears it or closes the tab.
import { createContext, useContext } from 'react';

/** How a message was meant. */
export type NoticeTone = 'ok' | 'err' | 'warn';

/** One message. `more`: what to do; `to`: the page that it is about. `at` in epoch milliseconds. */
export interface LoggedMessage {
  id: number;
  at: number;
  tone: NoticeTone;
  text: string;
  more: string;
  to?: string | undefined;
}

/** The messages so far, newest first. */
export interface NoticeLog {
  notices: readonly LoggedMessage[];
  /** How many came since the list was last looked at. */
  fresh: number;
  seen: () => void;
  remove: (id: number) => void;
  clear: () => void;
}

/** At most this many are kept. */
export const KEPT_NOTICES = 100;

/** Set by the provider of messages. */
export const NoticeContext = createContext<NoticeLog>({
  notices: [],
  fresh: 0,
  seen: () => undefined,
  remove: () => undefined,
  clear: () => undefined,
});

/** The messages of this tab. */
export function useNotices(): NoticeLog {
  return useContext(NoticeContext);
}
