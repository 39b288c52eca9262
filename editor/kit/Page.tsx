// The frame of a page: where one is, its title, its actions, its content.
import { createContext, type ReactElement, type ReactNode, useContext, useEffect } from 'react';
import './page.css';

/** One step of the way to a page. The last has no link. */
export interface Crumb {
  label: string;
  to?: string;
}

/** Set by the shell: takes the way to the page shown. */
export const CrumbContext = createContext<(crumbs: readonly Crumb[]) => void>(() => undefined);

/** Shows the way to this page in the top bar, and names the browser's tab after its end. */
export function useCrumbs(crumbs: readonly Crumb[]): void {
  const show = useContext(CrumbContext);
  const text = JSON.stringify(crumbs);
  useEffect(() => {
    const way = JSON.parse(text) as Crumb[];
    show(way);
    document.title = `${way.at(-1)?.label ?? 'Leadflow'} - Leadflow`;
  }, [show, text]);
}

interface PageProps {
  title: ReactNode;
  /** One sentence under the title: what this page is for. */
  about?: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  /** Small facts behind the title: badges. */
  badges?: ReactNode;
  children: ReactNode;
  /** `narrow` for forms. */
  width?: 'wide' | 'narrow';
}

/** A page with its header. The canvas and a run draw their own frame. */
export function Page({ title, about, actions, badges, children, width = 'wide' }: PageProps): ReactElement {
  return (
    <div className={`lf-page lf-page--${width}`}>
      <PageHeader title={title} about={about} actions={actions} badges={badges} />
      {children}
    </div>
  );
}

/** Title, sentence and actions of a page. */
export function PageHeader({ title, about, actions, badges }: Omit<PageProps, 'children' | 'width'>): ReactElement {
  return (
    <header className="lf-page__header">
      <div className="lf-page__words">
        <div className="lf-row">
          <h1>{title}</h1>
          {badges}
        </div>
        {about && <p className="lf-muted lf-page__about">{about}</p>}
      </div>
      {actions && <div className="lf-row lf-page__actions">{actions}</div>}
    </header>
  );
}

interface CardProps {
  title?: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Content touches the frame: for tables. */
  isFlush?: boolean;
}

/** A framed part of a page. */
export function Card({ title, about, actions, children, isFlush }: CardProps): ReactElement {
  return (
    <section className="lf-card">
      {(title || actions) && (
        <header className="lf-card__head">
          <div>
            {title && <h2>{title}</h2>}
            {about && <p className="lf-muted lf-small">{about}</p>}
          </div>
          {actions && <div className="lf-row">{actions}</div>}
        </header>
      )}
      <div className={isFlush ? 'lf-card__flush' : 'lf-card__body'}>{children}</div>
    </section>
  );
}

interface FactProps {
  label: string;
  children: ReactNode;
}

/** One line of a list of facts; stands in a `dl` of class lf-facts. */
export function Fact({ label, children }: FactProps): ReactElement {
  return (
    <div className="lf-fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
