// Retry of a run: what is kept, what is done again and what will be sent, before anything happens.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../api.ts';
import { Loading } from '../kit/EmptyState.tsx';
import { FormDialog } from '../kit/FormDialog.tsx';
import { Icon } from '../kit/Icon.tsx';
import { Notice, ProblemNotice } from '../kit/Notice.tsx';
import { Select } from '../kit/Select.tsx';
import { useSend } from '../kit/use-send.ts';
import type { RetryPreview } from '../types.ts';
import { RequestView } from './ExchangeViews.tsx';

interface RetryDialogProps {
  run: string;
  /** The step to begin with; null for the start. */
  from: string | null;
  /** The steps that it may begin with; none offers no choice. */
  steps?: readonly { id: string; label: string }[];
  onClose: () => void;
}

const START = ' start';

/** Shows the preview, and makes the new run. */
export function RetryDialog({ run, from: wanted, steps = [], onClose }: RetryDialogProps): ReactElement {
  const [from, setFrom] = useState(wanted);
  const go = useNavigate();
  const preview = useQuery({
    queryKey: [`/api/runs/${run}/retry`, from],
    queryFn: () => api.get<RetryPreview>(`/api/runs/${run}/retry`, { from }),
    staleTime: 0,
  });
  const retry = useSend(() => api.post<{ run: string }>(`/api/runs/${run}/retry`, { from }), {
    done: 'A new run was made.',
    refresh: [`/api/runs/${run}`, '/api/runs'],
    onDone: (made) => {
      onClose();
      void go(`/runs/${made.run}`);
    },
    onFailed: () => undefined,
  });
  const isReady = preview.data !== undefined && preview.data.refused === null;
  return (
    <FormDialog
      title="Retry as a new run"
      shape="wide"
      action="Make the new run"
      onSubmit={() => retry.send()}
      onClose={onClose}
      isPending={retry.isPending}
      isReady={isReady}
      error={retry.error}
    >
      {steps.length > 0 && (
        <Select
          label="Begin"
          value={from ?? START}
          options={[
            { id: START, label: 'At the start' },
            ...steps.map(({ id, label }) => ({ id, label: `At ${label}` })),
          ]}
          onChange={(id) => setFrom(id === START ? null : id)}
        />
      )}
      {preview.data ? (
        <Preview preview={preview.data} />
      ) : preview.error ? (
        <ProblemNotice error={preview.error} />
      ) : (
        <Loading lines={4} label="Working out what would be done" />
      )}
    </FormDialog>
  );
}

function Preview({ preview }: { preview: RetryPreview }): ReactElement {
  const { kept, again, sends, refused, flow, version } = preview;
  if (refused !== null) {
    return (
      <Notice tone="warn" title="It cannot be retried from there.">
        {refused}
      </Notice>
    );
  }
  return (
    <div className="lf-stack">
      <p>
        The new run uses{' '}
        <strong>
          {flow}, version {version}
        </strong>
        , the one that is live now. The run before stays as it is.
      </p>
      <Sends sends={sends} />
      {kept.length > 0 && (
        <Part title="Kept as they were">
          {kept.map((step) => (
            <li key={step.node}>
              <Icon name="check" size={13} /> {step.title}
            </li>
          ))}
        </Part>
      )}
      <Part title="Done again">
        {again.map((step) => (
          <li key={step.node}>
            <Icon name="refresh" size={13} /> {step.title}
          </li>
        ))}
        {again.length === 0 && <li className="lf-muted">Nothing.</li>}
      </Part>
    </div>
  );
}

function Sends({ sends }: { sends: RetryPreview['sends'] }): ReactElement {
  if (sends.length === 0) return <Notice tone="ok" title="Nothing can be sent to a receiver." />;
  return (
    <Notice tone="warn" title="What may be sent to receivers">
      <ul className="lf-list lf-stack lf-stack--tight">
        {sends.map((send) => (
          <li key={send.node}>
            <strong>{send.title}</strong>: {send.says}
            {send.request && (
              <div className="rn-will">
                <RequestView request={send.request} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section className="lf-stack lf-stack--tight" aria-label={title}>
      <h3>{title}</h3>
      <ul className="lf-list rn-again">{children}</ul>
    </section>
  );
}
