// The bell in the top bar: what was said at the edge of the screen, with its time and where it leads, until it is cleared.
import { type ReactElement, useRef } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { Link } from 'react-router';
import { Button, buttonClass, IconButton } from '../kit/Button.tsx';
import { Icon } from '../kit/Icon.tsx';
import { type LoggedMessage, useNotices } from '../kit/notices.ts';
import { TimeText } from '../kit/TimeText.tsx';
import { t } from '../words/shell.ts';

const TONES = { ok: t('done'), warn: t('warning'), err: t('failed') };

/** The button with the count of what is new, and the list under it. */
export function NoticeBell(): ReactElement {
  const { fresh, seen } = useNotices();
  const dialog = useRef<HTMLElement>(null);
  return (
    <DialogTrigger onOpenChange={(isOpen) => !isOpen && seen()}>
      <AriaButton
        className={`${buttonClass('quiet')} lf-button--icon lf-bell`}
        aria-label={fresh === 0 ? t('notifications') : t('notificationsNew', { count: fresh })}
      >
        <Icon name="bell" />
        {fresh > 0 && <span className="lf-bell__count">{fresh > 99 ? '99+' : fresh}</span>}
      </AriaButton>
      <Popover className="lf-popover lf-notices" offset={4} placement="bottom end">
        <Dialog ref={dialog} className="lf-notices__dialog" aria-label={t('notifications')}>
          {({ close }) => <NoticeList onLeave={close} onForget={() => dialog.current?.focus()} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface NoticeListProps {
  onLeave: () => void;
  /** The button pressed goes with what it forgets: without the focus the list would not hear Escape. */
  onForget: () => void;
}

function NoticeList({ onLeave, onForget }: NoticeListProps): ReactElement {
  const { notices, clear, remove } = useNotices();
  const forget = (way: () => void) => () => {
    onForget();
    way();
  };
  return (
    <>
      <header className="lf-notices__head">
        <h2>{t('notifications')}</h2>
        {notices.length > 0 && (
          <Button size="small" kind="quiet" onPress={forget(clear)}>
            {t('clear')}
          </Button>
        )}
      </header>
      {notices.length === 0 && <p className="lf-muted lf-notices__none">{t('notificationsNone')}</p>}
      <ul className="lf-list lf-notices__list">
        {notices.map((notice) => (
          <Line key={notice.id} notice={notice} onLeave={onLeave} onRemove={forget(() => remove(notice.id))} />
        ))}
      </ul>
    </>
  );
}

interface LineProps {
  notice: LoggedMessage;
  onLeave: () => void;
  onRemove: () => void;
}

function Line({ notice, onLeave, onRemove }: LineProps): ReactElement {
  return (
    <li className={`lf-notices__line lf-notices__line--${notice.tone}`}>
      <Icon name={notice.tone === 'ok' ? 'check' : 'warning'} label={TONES[notice.tone]} />
      <div className="lf-notices__words">
        <p>{notice.text}</p>
        {notice.more && <p className="lf-muted lf-small">{notice.more}</p>}
        <p className="lf-muted lf-small">
          <TimeText at={new Date(notice.at).toISOString()} />
          {notice.to && (
            <>
              {' '}
              <Link to={notice.to} onClick={onLeave}>
                {t('open')}
              </Link>
            </>
          )}
        </p>
      </div>
      <IconButton label={t('clearOne')} icon="cross" size="small" onPress={onRemove} />
    </li>
  );
}
