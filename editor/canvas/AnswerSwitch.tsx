// Over a step that could not read its answer: what type it is, a switch to it, and then how it reads.
import type { ReactElement } from 'react';
import { Button } from '../kit/Button.tsx';
import { Loading } from '../kit/EmptyState.tsx';
import { JsonView } from '../kit/JsonView.tsx';
import { Notice, ProblemNotice } from '../kit/Notice.tsx';
import { useAnswerPreview } from '../kit/use-answer-preview.ts';
import type { StepView } from '../types.ts';
import { type TypeSwitch, typeSwitchOf } from './answer-switch.ts';
import { useDrawing, useFlow } from './drawing-context.ts';
import { configure } from './flow-verbs.ts';

/** Shows nothing where the type of the answer is not what was wrong. */
export function AnswerSwitch({ id, step }: { id: string; step: StepView }): ReactElement | null {
  const { flow } = useDrawing();
  const node = useFlow((state) => state.bundle.document.nodes[id]);
  const spec = useFlow((state) => (node ? state.catalogue[node.type] : undefined));
  const isReadOnly = useFlow((state) => state.readOnly);
  const found = spec && typeSwitchOf(spec.config, { in: step.in, out: step.out });
  if (!node || !found) return null;
  if (node.config[found.field] === found.as) return <NowRead found={found} />;
  return (
    <Notice
      tone="warn"
      title={found.says}
      actions={
        !isReadOnly && (
          <Button
            size="small"
            kind="primary"
            onPress={() => configure(flow, id, { ...node.config, [found.field]: found.as })}
          >
            Read as {found.label}
          </Button>
        )
      }
    />
  );
}

/** After the switch: the answer of that run, as the node reads it from now on. */
function NowRead({ found }: { found: TypeSwitch }): ReactElement {
  const { preview, error } = useAnswerPreview(found.body, found.as);
  return (
    <section className="lf-stack lf-stack--tight" aria-label="How the answer reads now" role="status">
      <Notice tone={preview && !preview.ok ? 'warn' : 'ok'} title={`The node now reads answers as ${found.label}.`}>
        {preview && !preview.ok
          ? preview.says
          : 'This is the answer of that run. The run itself stays as it was; retry it once the flow is published.'}
      </Notice>
      <ProblemNotice error={error} />
      {preview?.ok && <JsonView value={preview.data} label={`The answer as ${found.label}`} openLevels={4} />}
      {!preview && !error && <Loading lines={3} />}
    </section>
  );
}
