// One step of a run: what it was given, what it yielded, what left and what came back, and what it read or changed.
import { type ReactElement, useState } from 'react';
import { CopyButton } from '../kit/CopyButton.tsx';
import { JsonView } from '../kit/JsonView.tsx';
import { Notice } from '../kit/Notice.tsx';
import { Tabs, type TabView } from '../kit/Tabs.tsx';
import { remedyOf } from '../settling/settle-words.ts';
import type { StepView } from '../types.ts';
import { ExchangeAnswer, ExchangeRequest } from './ExchangeViews.tsx';
import { StepCallbacks, StepChildren, StepWait } from './StepWaits.tsx';
import './step.css';

/** The step in tabs; a tab that would be empty is not there. */
export function StepDetail({ step }: { step: StepView }): ReactElement {
  const [chosen, setChosen] = useState({ node: '', id: '' });
  const tabs: TabView[] = [
    {
      id: 'output',
      label: 'Output',
      content: <JsonView value={step.out ?? undefined} root={rootOf(step.node)} label="Output" />,
    },
    { id: 'input', label: 'Input', content: <Input step={step} /> },
  ];
  if (step.exchanges.length > 0) {
    tabs.push(
      { id: 'request', label: 'Request', content: <Exchanges step={step} part="request" /> },
      { id: 'answer', label: 'Answer', content: <Exchanges step={step} part="answer" /> },
    );
  }
  if (step.children.length > 0) {
    tabs.push({
      id: 'children',
      label: 'Child runs',
      count: step.children.length,
      content: <StepChildren step={step} />,
    });
  }
  if (step.callbacks.length > 0) {
    tabs.push({
      id: 'callbacks',
      label: 'Callbacks',
      count: step.callbacks.length,
      content: <StepCallbacks step={step} />,
    });
  }
  if (step.calls.length > 0) {
    tabs.push({ id: 'effects', label: 'Reads and effects', count: step.calls.length, content: <Calls step={step} /> });
  }
  const first = firstTab(step);
  const shown = chosen.node === step.node && tabs.some((tab) => tab.id === chosen.id) ? chosen.id : first;
  return (
    <div className="lf-stack">
      {step.kept && <Notice tone="run">Kept from the run that this one was made from: it was not done again.</Notice>}
      <StepWait step={step} />
      {step.failure && (
        <Notice tone="err" title={step.failure.says}>
          {remedyOf(step.failure.code)}
        </Notice>
      )}
      {step.reason && !step.failure && <p className="rn-reason">{step.reason}</p>}
      <Tabs
        label={`Step ${step.node}`}
        tabs={tabs}
        selected={shown}
        onSelect={(id) => setChosen({ node: step.node, id })}
      />
    </div>
  );
}

/** The tab that tells most: the answer of a call that yielded nothing, the children of a step that is not over. */
function firstTab(step: StepView): string {
  if (step.children.length > 0) return 'children';
  if (step.out === null && step.exchanges.length > 0) return 'answer';
  return step.out === null && step.callbacks.length > 0 ? 'callbacks' : 'output';
}

function rootOf(node: string): string {
  return `steps.${node.includes('-') ? `\`${node}\`` : node}`;
}

function Input({ step }: { step: StepView }): ReactElement {
  const isEmpty = step.in === null || (typeof step.in === 'object' && Object.keys(step.in).length === 0);
  if (isEmpty) return <p className="lf-muted">This step has no expressions, so nothing was worked out for it.</p>;
  return <JsonView value={step.in} label="Input" />;
}

function Exchanges({ step, part }: { step: StepView; part: 'request' | 'answer' }): ReactElement {
  return (
    <div className="lf-stack">
      {step.exchanges.map((exchange) => (
        <section
          key={`${exchange.call} ${exchange.attempt}`}
          className="lf-stack lf-stack--tight"
          aria-label={`${part}, attempt ${exchange.attempt}`}
        >
          {step.exchanges.length > 1 && <h3>Attempt {exchange.attempt}</h3>}
          {part === 'request' ? <ExchangeRequest exchange={exchange} /> : <ExchangeAnswer exchange={exchange} />}
        </section>
      ))}
    </div>
  );
}

const OP_WORDS: Readonly<Record<string, string>> = {
  dncCheck: 'Looked the number up on the DNC lists',
  dncAdd: 'Added the number to a DNC list',
  createLead: 'Stored the lead',
  listLook: 'Looked the value up in a list',
};

function Calls({ step }: { step: StepView }): ReactElement {
  return (
    <ol className="lf-list lf-stack">
      {step.calls.map((call) => (
        <li key={call.call} className="lf-stack lf-stack--tight">
          <h3>{OP_WORDS[call.op] ?? call.op}</h3>
          <div className="rn-pair">
            <div>
              <p className="lf-muted lf-small">Asked with</p>
              <JsonView value={call.args} label="Asked with" />
            </div>
            <div>
              <p className="lf-muted lf-small">Came to</p>
              <JsonView value={call.value} label="Came to" />
            </div>
          </div>
        </li>
      ))}
      <li>
        <CopyButton text={JSON.stringify(step.calls, null, 2)} label="Copy all" showLabel />
      </li>
    </ol>
  );
}
