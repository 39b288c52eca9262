// One saved version of a flow: what it changed, drawn on the canvas and told field by field, and the way back to it.
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Catalogue } from '../../flows/language/catalogue.ts';
import { diffBundles } from '../../flows/language/diff.ts';
import { Announcer } from '../canvas/Announcer.tsx';
import { Canvas } from '../canvas/Canvas.tsx';
import { DiffContext } from '../canvas/diff-context.ts';
import { type Drawing, DrawingContext } from '../canvas/drawing-context.ts';
import { createFlowStore } from '../canvas/flow-store.ts';
import { createOverlayStore } from '../canvas/overlay-store.ts';
import { useCatalogue } from '../canvas/use-catalogue.ts';
import type { GivenVersion } from '../canvas/use-given-version.ts';
import { Loaded } from '../kit/EmptyState.tsx';
import { useCrumbs } from '../kit/Page.tsx';
import { useNames } from '../shell/use-names.ts';
import { ChangeList } from './ChangeList.tsx';
import { unionOf } from './union.ts';
import { type Compared, useCompared } from './use-compared.ts';
import { VersionHeader } from './VersionHeader.tsx';
import './history.css';

/** The page at /flows/:slug/versions/:version; `?against=` is `draft` or the number of another version. */
export function VersionPage(): ReactElement {
  const { slug = '', version = '' } = useParams();
  const [search] = useSearchParams();
  const compared = useCompared(slug, Number(version), search.get('against'));
  const catalogue = useCatalogue();
  const name = compared.data?.flow.bundle.document.name ?? slug;
  useCrumbs([{ label: 'Flows', to: '/flows' }, { label: name, to: `/flows/${slug}` }, { label: `Version ${version}` }]);
  return (
    <Loaded query={compared}>
      {(both) => (
        <Loaded query={catalogue}>
          {(types) => (
            <Desk key={`${version} ${both.against}`} compared={both} number={Number(version)} catalogue={types} />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

interface DeskProps {
  compared: Compared;
  number: number;
  catalogue: Catalogue;
}

function Desk({ compared, number, catalogue }: DeskProps): ReactElement {
  const { flow, before, after, against } = compared;
  const names = useNames();
  const navigate = useNavigate();
  const [, setSearch] = useSearchParams();
  const diff = useMemo(() => diffBundles(before.bundle, after.bundle, catalogue), [before, after, catalogue]);
  const union = useMemo(
    () => unionOf(before.bundle, after.bundle, { diff, catalogue }),
    [before, after, diff, catalogue],
  );
  const [drawing] = useState(
    (): Drawing => ({
      flow: createFlowStore({
        slug: flow.slug,
        bundle: union.bundle,
        ports: union.ports,
        catalogue,
        names: undefined,
        readOnly: true,
        problems: [],
        now: () => performance.now(),
      }),
      overlay: createOverlayStore(),
    }),
  );
  useEffect(() => drawing.flow.setState({ names }), [drawing, names]);
  const restore = (): void => {
    const state: GivenVersion = { restore: number };
    void navigate(`/flows/${flow.slug}`, { state });
  };
  return (
    <DrawingContext value={drawing}>
      <DiffContext value={union.marks}>
        <Canvas
          label={`What differs between ${before.name} and ${after.name}`}
          around={(_, canvas) => (
            <div className="hs-page">
              <VersionHeader
                compared={compared}
                number={number}
                onAgainst={(wish) => setSearch(wish === '' ? {} : { against: wish }, { replace: true })}
                onRestore={restore}
              />
              <div className="hs-desk">
                <div className="hs-stage">{canvas}</div>
                <ChangeList diff={diff} compared={compared} catalogue={catalogue} isFirst={against === ''} />
              </div>
              <Announcer />
            </div>
          )}
        />
      </DiffContext>
    </DrawingContext>
  );
}
