// The frame around every page: rail of places at the left, bar at the top, the page below.
import { lazy, type ReactElement, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useLocation } from 'react-router';
import { useShellKeys } from '../keys/use-shell-keys.ts';
import { Loading } from '../kit/EmptyState.tsx';
import { type Crumb, CrumbContext } from '../kit/Page.tsx';
import { useToast } from '../kit/Toasts.tsx';
import { read, write } from '../theme/theme.ts';
import { t } from '../words/shell.ts';
import { LockedNotice } from './LockedNotice.tsx';
import { Rail } from './Rail.tsx';
import { Stumble } from './Stumble.tsx';
import { useCanEdit } from './session.ts';
import { TopBar } from './TopBar.tsx';
import { useRouteFocus } from './use-route-focus.ts';
import { useShellActions } from './use-shell-actions.ts';
import { useSignOut } from './use-sign-out.ts';
import './shell.css';

const CommandPalette = lazy(() => import('./CommandPalette.tsx').then((file) => ({ default: file.CommandPalette })));
const KeysSheet = lazy(() => import('../keys/KeysSheet.tsx').then((file) => ({ default: file.KeysSheet })));

const RAIL_KEY = 'leadflow-rail';

/** Draws the frame; a page that fails leaves the frame standing. */
export function Shell({ children }: { children: ReactNode }): ReactElement {
  const [isFolded, setFolded] = useState(() => read(RAIL_KEY) === 'folded');
  const [open, setOpen] = useState<'drawer' | 'palette' | 'keys'>();
  const { pathname } = useLocation();
  const { crumbs, showCrumbs } = useCrumbState();
  const signOut = useSignOut();
  const close = useCallback(() => setOpen(undefined), []);
  useShellActions({ openPalette: () => setOpen('palette'), openKeys: () => setOpen('keys'), signOut });
  useShellKeys();
  useRouteFocus();
  const fold = (next: boolean): void => {
    setFolded(next);
    write(RAIL_KEY, next ? 'folded' : undefined);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place closes the drawer that led to it
  useEffect(close, [pathname]);
  return (
    <CrumbContext value={showCrumbs}>
      <div className={`lf-shell${isFolded ? ' lf-shell--folded' : ''}`}>
        <SkipLinks pathname={pathname} />
        <div className="lf-shell__rail">
          <Rail isFolded={isFolded} onFold={fold} />
        </div>
        <TopBar
          crumbs={crumbs}
          onMenu={() => setOpen('drawer')}
          onFind={() => setOpen('palette')}
          onKeys={() => setOpen('keys')}
          onSignOut={signOut}
        />
        <main id="content" className="lf-shell__main" tabIndex={-1}>
          <LockedNotice />
          <Stumble key={pathname}>
            <Suspense fallback={<PageLoading />}>{children}</Suspense>
          </Stumble>
        </main>
        <Drawer isOpen={open === 'drawer'} onClose={close} />
        <OpenSheet open={open} onClose={close} />
      </div>
    </CrumbContext>
  );
}

/** The first stops of the page: over the rail into the content, or into the drawing where there is one. */
function SkipLinks({ pathname }: { pathname: string }): ReactElement {
  const hasCanvas = /^\/(flows|runs)\/./.test(pathname);
  return (
    <>
      <a className="lf-skip" href="#content">
        {t('toContent')}
      </a>
      {hasCanvas && (
        <button type="button" className="lf-skip" onClick={enterCanvas}>
          {t('toCanvas')}
        </button>
      )}
    </>
  );
}

/** The canvas takes the focus at the node that Tab would come to. */
function enterCanvas(): void {
  const canvas = document.getElementById('canvas');
  const stop = canvas?.querySelector<HTMLElement>('.react-flow__node[tabindex="0"], a[href], button');
  (stop ?? canvas)?.focus();
}

function OpenSheet({ open, onClose }: { open: string | undefined; onClose: () => void }): ReactElement {
  const canEdit = useCanEdit();
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <CommandPalette onClose={onClose} />}
      {open === 'keys' && <KeysSheet isReadOnly={!canEdit} onClose={onClose} />}
    </Suspense>
  );
}

/** The way to the page shown; its end is read out when it changes. */
function useCrumbState(): { crumbs: readonly Crumb[]; showCrumbs: (crumbs: readonly Crumb[]) => void } {
  const [crumbs, setCrumbs] = useState<readonly Crumb[]>([]);
  const { announce } = useToast();
  const end = crumbs.at(-1)?.label;
  useEffect(() => {
    if (end) announce(end);
  }, [end, announce]);
  return { crumbs, showCrumbs: useCallback((next) => setCrumbs(next), []) };
}

function PageLoading(): ReactElement {
  return (
    <div className="lf-page">
      <Loading lines={6} />
    </div>
  );
}

/** The rail on a narrow screen. */
function Drawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactElement {
  return (
    <ModalOverlay
      className="lf-scrim lf-scrim--drawer"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(next) => !next && onClose()}
    >
      <Modal className="lf-drawer">
        <Dialog className="lf-drawer__dialog" aria-label={t('places')}>
          <Rail isFolded={false} onLeave={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
