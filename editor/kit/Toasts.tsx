// Short messages at the edge of the screen, read out as they come and kept in a log; and words for screen readers alone.
import {
  createContext,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { ApiProblem } from '../api.ts';
import { t } from '../words/kit.ts';
import { IconButton } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { type LoggedMessage, NoticeContext } from './notices.ts';
import { useNoticeLog } from './use-notice-log.ts';
import './toasts.css';

interface ToastWays {
  /** Says that something was done, and where it can be seen. Goes away by itself. */
  done: (text: string, to?: string) => void;
  /** Says what went wrong; stays until it is closed. Takes whatever a request rejected with. */
  failed: (error: unknown) => void;
  /** Says what to look out for. */
  warn: (text: string, more?: string) => void;
  /** Read out, not drawn. */
  announce: (text: string) => void;
}

const ToastContext = createContext<ToastWays>({
  done: () => undefined,
  failed: () => undefined,
  warn: () => undefined,
  announce: () => undefined,
});
const STAYS_MS = 5000;

/** The ways to tell a person something from anywhere in the editor. */
export function useToast(): ToastWays {
  return useContext(ToastContext);
}

/** Holds the messages and draws them. */
export function ToastProvider({ children }: { children: ReactNode }): ReactElement {
  const [toasts, setToasts] = useState<readonly LoggedMessage[]>([]);
  const [spoken, setSpoken] = useState('');
  const { log, keep } = useNoticeLog();
  const count = useRef(0);
  const close = useCallback((id: number) => setToasts((all) => all.filter((each) => each.id !== id)), []);
  const show = useCallback(
    (said: Omit<LoggedMessage, 'id' | 'at'>) => {
      count.current += 1;
      const toast = { ...said, id: count.current, at: Date.now() };
      keep(toast);
      setToasts((all) => [...all.filter((each) => each.text !== toast.text).slice(-3), toast]);
      if (toast.tone !== 'err') setTimeout(() => close(toast.id), STAYS_MS);
    },
    [close, keep],
  );
  const ways = useMemo<ToastWays>(
    () => ({
      done: (text, to) => show({ tone: 'ok', text, more: '', to }),
      warn: (text, more = '') => show({ tone: 'warn', text, more }),
      failed: (error) => show({ tone: 'err', ...wordsOf(error) }),
      announce: (text) => setSpoken((last) => (last === text ? `${text}\u00a0` : text)),
    }),
    [show],
  );
  return (
    <ToastContext value={ways}>
      <NoticeContext value={log}>{children}</NoticeContext>
      {createPortal(<ToastRegion toasts={toasts} spoken={spoken} onClose={close} />, document.body)}
    </ToastContext>
  );
}

interface RegionProps {
  toasts: readonly LoggedMessage[];
  spoken: string;
  onClose: (id: number) => void;
}

/** What went wrong interrupts a screen reader, the rest waits for its turn: two regions, so that none is read twice. */
function ToastRegion({ toasts, spoken, onClose }: RegionProps): ReactElement {
  const draw = (toast: LoggedMessage): ReactElement => <Toast key={toast.id} toast={toast} onClose={onClose} />;
  return (
    <section className="lf-toasts" aria-label={t('messages')} data-react-aria-top-layer="true">
      <div className="lf-hidden" role="status" aria-live="polite">
        {spoken}
      </div>
      <div role="alert" aria-live="assertive" aria-atomic="false" className="lf-toasts__log">
        {toasts.filter(({ tone }) => tone === 'err').map(draw)}
      </div>
      <div role="log" aria-live="polite" aria-relevant="additions" className="lf-toasts__log">
        {toasts.filter(({ tone }) => tone !== 'err').map(draw)}
      </div>
    </section>
  );
}

function Toast({ toast, onClose }: { toast: LoggedMessage; onClose: (id: number) => void }): ReactElement {
  return (
    <div className={`lf-toast lf-toast--${toast.tone}`}>
      <Icon name={toast.tone === 'ok' ? 'check' : 'warning'} />
      <div className="lf-toast__words">
        <p>{toast.text}</p>
        {toast.more && <p className="lf-muted lf-small">{toast.more}</p>}
      </div>
      <IconButton label={t('closeMessage')} icon="cross" size="small" onPress={() => onClose(toast.id)} />
    </div>
  );
}

function wordsOf(error: unknown): { text: string; more: string } {
  if (error instanceof ApiProblem) {
    const fields = error.errors.map((each) => (each.field ? `${each.field}: ${each.says}` : each.says));
    return { text: error.message, more: [...fields, error.remedy].filter(Boolean).join(' ') };
  }
  return { text: t('editorStumbled'), more: t('editorStumbledMore') };
}
