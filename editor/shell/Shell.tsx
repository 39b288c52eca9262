// The frame around every page: rail of places at the left, bar at the top, the page below.
import { type ReactElement, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useLocation } from 'react-router';
import { Loading } from '../kit/EmptyState.tsx';
import { type Crumb, CrumbContext } from '../kit/Page.tsx';
import { useToast } from '../kit/Toasts.tsx';
import { read, write } from '../theme/theme.ts';
import { Rail } from './Rail.tsx';
import { Stumble } from './Stumble.tsx';
import { TopBar } from './TopBar.tsx';
import './shell.css';

const RAIL_KEY = 'leadflow-rail';

/** Draws the frame; a page that fails leaves the frame standing. */
export function Shell({ children }: { children: ReactNode }): ReactElement {
  const [isFolded, setFolded] = useState(() => read(RAIL_KEY) === 'folded');
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const { pathname } = useLocation();
  const { crumbs, showCrumbs } = useCrumbState();
  const fold = (next: boolean): void => {
    setFolded(next);
    write(RAIL_KEY, next ? 'folded' : undefined);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place closes the drawer that led to it
  useEffect(() => setDrawerOpen(false), [pathname]);
  return (
    <CrumbContext value={showCrumbs}>
      <div className={`lf-shell${isFolded ? ' lf-shell--folded' : ''}`}>
        <a className="lf-skip" href="#content">
          Go to content
        </a>
        <div className="lf-shell__rail">
          <Rail isFolded={isFolded} onFold={fold} />
        </div>
        <TopBar crumbs={crumbs} onMenu={() => setDrawerOpen(true)} />
        <main id="content" className="lf-shell__main" tabIndex={-1}>
          <Stumble key={pathname}>
            <Suspense fallback={<PageLoading />}>{children}</Suspense>
          </Stumble>
        </main>
        <Drawer isOpen={isDrawerOpen} onClose={() => setDrawerOpen(false)} />
      </div>
    </CrumbContext>
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
        <Dialog className="lf-drawer__dialog" aria-label="Places">
          <Rail isFolded={false} onLeave={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
