// Short messages at the edge of the screen, read out as they come; and words for screen readers alone.
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
import { IconButton } from './Button.tsx';
import { Icon } from './Icon.tsx';
import './toasts.css';

type ToastTone = 'ok' | 'err' | 'warn';
interface ToastMessage {
  id: number;
  tone: ToastTone;
  text: string;
  more: string;
}

interface ToastWays {
  /** Says that something was done. Goes away by itself. */
  done: (text: string) => void;
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
  const [toasts, setToasts] = useState<readonly ToastMessage[]>([]);
  const [spoken, setSpoken] = useState('');
  const count = useRef(0);
  const close = useCallback((id: number) => setToasts((all) => all.filter((each) => each.id !== id)), []);
  const show = useCallback(
    (toast: Omit<ToastMessage, 'id'>) => {
      count.current += 1;
      const id = count.current;
      setToasts((all) => [...all.filter((each) => each.text !== toast.text).slice(-3), { ...toast, id }]);
      if (toast.tone !== 'err') setTimeout(() => close(id), STAYS_MS);
    },
    [close],
  );
  const ways = useMemo<ToastWays>(
    () => ({
      done: (text) => show({ tone: 'ok', text, more: '' }),
      warn: (text, more = '') => show({ tone: 'warn', text, more }),
      failed: (error) => show({ tone: 'err', ...wordsOf(error) }),
      announce: (text) => setSpoken((last) => (last === text ? `${text}\u00a0` : text)),
    }),
    [show],
  );
  return (
    <ToastContext value={ways}>
      {children}
      {createPortal(<ToastRegion toasts={toasts} spoken={spoken} onClose={close} />, document.body)}
    </ToastContext>
  );
}

interface RegionProps {
  toasts: readonly ToastMessage[];
  spoken: string;
  onClose: (id: number) => void;
}

function ToastRegion({ toasts, spoken, onClose }: RegionProps): ReactElement {
  return (
    <section className="lf-toasts" aria-label="Messages" data-react-aria-top-layer="true">
      <div className="lf-hidden" role="status" aria-live="polite">
        {spoken}
      </div>
      <div role="log" aria-live="polite" aria-relevant="additions" className="lf-toasts__log">
        {toasts.map((toast) => (
          <div
            key={toast.id}
            className={`lf-toast lf-toast--${toast.tone}`}
            role={toast.tone === 'err' ? 'alert' : undefined}
          >
            <Icon name={toast.tone === 'ok' ? 'check' : 'warning'} />
            <div className="lf-toast__words">
              <p>{toast.text}</p>
              {toast.more && <p className="lf-muted lf-small">{toast.more}</p>}
            </div>
            <IconButton label="Close message" icon="cross" size="small" onPress={() => onClose(toast.id)} />
          </div>
        ))}
      </div>
    </section>
  );
}

function wordsOf(error: unknown): { text: string; more: string } {
  if (error instanceof ApiProblem) {
    const fields = error.errors.map((each) => (each.field ? `${each.field}: ${each.says}` : each.says));
    return { text: error.message, more: [...fields, error.remedy].filter(Boolean).join(' ') };
  }
  return { text: 'The editor stumbled.', more: 'Load the page again; if it happens once more, report what you did.' };
}
