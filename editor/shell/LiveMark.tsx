// The dot and the word that say whether the server answers; a change of it is read out.
import { type ReactElement, useEffect, useRef } from 'react';
import { useToast } from '../kit/Toasts.tsx';
import { t } from '../words/shell.ts';
import { useConnection } from './use-connection.ts';

/** "Live", or "Offline" with what that means as its title. */
export function LiveMark(): ReactElement {
  const state = useConnection();
  const { warn, done } = useToast();
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    if (state === 'offline') warn(t('wentOffline'), t('offlineMore'));
    else done(t('backOnline'));
  }, [state, warn, done]);
  const isLive = state === 'live';
  return (
    <span className="lf-live" data-state={state} title={isLive ? t('liveMore') : t('offlineMore')}>
      <span className="lf-live__dot" aria-hidden="true" />
      <span className="lf-live__word">{isLive ? t('live') : t('offline')}</span>
    </span>
  );
}
