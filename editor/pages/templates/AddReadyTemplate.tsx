// Adds a template that comes with Leadflow to the workspace, with its adaptors.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../../kit/Button.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { Loaded } from '../../kit/EmptyState.tsx';
import { ProblemNotice } from '../../kit/Notice.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { ReadyTemplate } from '../../types.ts';
import { addReady, READY, readReady } from './ready-templates.ts';
import { templatePlace } from './TemplateColumns.tsx';
import './ready.css';

/** The dialog; it goes to the page of what was added. */
export function AddReadyTemplate({ onClose }: { onClose: () => void }): ReactElement {
  const go = useNavigate();
  const found = useQuery({ queryKey: [READY], queryFn: readReady });
  const { send, isPending, error } = useSend((slug: string) => addReady(slug), {
    refresh: [READY, '/api/templates', '/api/adaptors', '/api/names'],
    done: ({ document }) => `${document.label ?? document.name} was added.`,
    onDone: ({ slug }) => void go(templatePlace(slug)),
    onFailed: () => undefined,
  });
  return (
    <Dialog
      title="Add a ready template"
      shape="wide"
      onClose={onClose}
      actions={<Button onPress={onClose}>Close</Button>}
    >
      <div className="lf-stack">
        <ProblemNotice error={error} />
        <Loaded query={found}>
          {(items) =>
            items.length === 0 ? (
              <p>All templates that come with Leadflow are here already.</p>
            ) : (
              <ul className="lf-ready">
                {items.map((each) => (
                  <ReadyLine key={each.slug} ready={each} isPending={isPending} onAdd={() => send(each.slug)} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </Dialog>
  );
}

interface ReadyLineProps {
  ready: ReadyTemplate;
  isPending: boolean;
  onAdd: () => void;
}

function ReadyLine({ ready, isPending, onAdd }: ReadyLineProps): ReactElement {
  const { label, description, endpoints, adaptors, checkedAgainst } = ready;
  const comes = [
    `${endpoints} endpoints`,
    ...(adaptors.length === 0 ? [] : [`the adaptors ${adaptors.join(', ')}`]),
  ].join(' and ');
  return (
    <li className="lf-ready__line">
      <div>
        <strong>{label}</strong>
        <p className="lf-muted lf-small">{description}</p>
        <p className="lf-muted lf-small">{`Comes with ${comes}. Checked against: ${checkedAgainst.join('; ')}.`}</p>
      </div>
      <Button size="small" icon="plus" aria-label={`Add ${label}`} isDisabled={isPending} onPress={onAdd}>
        Add
      </Button>
    </li>
  );
}
