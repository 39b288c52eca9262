// The flow itself: its words, the address that leads are sent to, and who saved and published what, when.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { sampleLead } from '../../flows/language/sample-lead.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { TextField } from '../kit/TextField.tsx';
import type { FlowDetail } from '../types.ts';
import { useDrawing, useFlow } from './drawing-context.ts';
import { FlowSettings } from './FlowSettings.tsx';
import { describeFlow } from './flow-verbs.ts';
import { PostingLink } from './PostingLink.tsx';
import { curlFor } from './sending-line.ts';
import type { Versions } from './use-versions.ts';
import { VersionList } from './VersionList.tsx';

/** What the panel shows while no node is selected. */
export function FlowPanel({ detail, versions }: { detail: FlowDetail; versions: Versions }): ReactElement {
  const { flow } = useDrawing();
  const name = useFlow((state) => state.bundle.document.name);
  const description = useFlow((state) => state.bundle.document.description ?? '');
  const isReadOnly = useFlow((state) => state.readOnly);
  return (
    <div className="fl-panel__body lf-stack">
      <section className="lf-stack" aria-label="Words of the flow">
        <TextField
          label="Name"
          value={name}
          onChange={(text) => describeFlow(flow, { name: text })}
          isReadOnly={isReadOnly}
        />
        <TextField
          label="Description"
          rows={3}
          placeholder="What this flow does, for the next person"
          value={description}
          onChange={(text) => describeFlow(flow, { description: text })}
          isReadOnly={isReadOnly}
        />
      </section>
      <Intake detail={detail} />
      <FlowSettings />
      <VersionList detail={detail} versions={versions} />
    </div>
  );
}

/** Triggers that no sender can reach: there is no address to show. */
const BEGUN: Readonly<Record<string, string>> = {
  schedule: 'The schedule of the trigger begins them; there is no address to send leads to.',
  'when-called': 'Other flows call this one; there is no address to send leads to.',
};

function Intake({ detail }: { detail: FlowDetail }): ReactElement {
  const document = useFlow((state) => state.bundle.document);
  const catalogue = useFlow((state) => state.catalogue);
  const entry = Object.entries(document.nodes).find(([, node]) => catalogue[node.type]?.category === 'trigger');
  const path = entry?.[1].config.path;
  const other = entry && BEGUN[entry[1].type];
  if (other) {
    return (
      <section className="fl-panel__section" aria-label="How runs begin">
        <h3>How runs begin</h3>
        <p className="lf-muted">{other}</p>
      </section>
    );
  }
  if (!entry || typeof path !== 'string' || path === '') {
    return (
      <section className="fl-panel__section" aria-label="Where leads come in">
        <h3>Where leads come in</h3>
        <EmptyState title="No way in yet" icon="bolt">
          {entry ? 'Give the trigger a path.' : 'Add a trigger: press N and choose Webhook.'}
        </EmptyState>
      </section>
    );
  }
  const address = `${window.location.origin}/in/${path}`;
  const curl = curlFor(address, sampleLead(document, entry[0]));
  return (
    <section className="fl-panel__section lf-stack lf-stack--tight" aria-label="Where leads come in">
      <h3>Where leads come in</h3>
      <div className="fl-address">
        <code>{address}</code>
        <CopyButton text={address} label="Copy address" />
      </div>
      {!detail.live && (
        <p className="lf-muted lf-small">Not published: leads sent here are refused until you publish.</p>
      )}
      <details className="fl-curl">
        <summary>A curl line to try it</summary>
        <pre>{curl}</pre>
        <CopyButton text={curl} label="Copy curl" showLabel />
      </details>
      {detail.live && <PostingLink />}
      <p className="lf-small">
        <Link to={`/sources?q=${detail.slug}`}>Sources of this flow</Link> hold the keys that senders use.
      </p>
    </section>
  );
}
