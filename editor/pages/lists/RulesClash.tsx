// Two admins saved the rules of a list at once: what the other one saved, beside what is on this page.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { ListRules } from '../../../flows/language/list-rules-read.ts';
import { api } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { whoLabel } from '../../kit/who-words.ts';
import type { ListVersion, ValidationList } from '../../types.ts';
import { ruleDifferences } from './rules-form.ts';

interface RulesClashProps {
  slug: string;
  mine: ListRules;
  isPending: boolean;
  onTake: (theirs: ValidationList) => void;
  /** With the version that is then followed. */
  onOverwrite: (version: number) => void;
}

/** The differences, and the two ways on. */
export function RulesClash({ slug, mine, isPending, onTake, onOverwrite }: RulesClashProps): ReactElement {
  const path = `/api/lists/${slug}`;
  const theirs = useQuery({
    queryKey: [path, 'theirs'],
    queryFn: () => Promise.all([api.get<ValidationList>(path), lastSaved(slug)]),
    staleTime: 0,
  });
  const [list, saved] = theirs.data ?? [];
  const actions = list && (
    <span className="lf-row">
      <Button onPress={() => onTake(list)}>Take theirs</Button>
      <Button isPending={isPending} onPress={() => onOverwrite(list.version)}>
        Save mine over it
      </Button>
    </span>
  );
  return (
    <div ref={show}>
      <Notice
        tone="warn"
        title={`${saved?.who ? whoLabel(saved.who) : 'Someone else'} saved other rules meanwhile.`}
        actions={actions}
      >
        {list && (
          <ul>
            {ruleDifferences(list.rules, mine).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
}

/** What stands below the fold is brought into sight. */
function show(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

/** The newest change of the rules, among the newest changes. */
async function lastSaved(slug: string): Promise<ListVersion | undefined> {
  const { items } = await api.get<{ items: ListVersion[] }>(`/api/lists/${slug}/versions`, { limit: 50 });
  return items.find(({ did }) => did === 'rules' || did === 'restore');
}
