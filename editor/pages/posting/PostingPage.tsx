// How to send leads to a flow: made from what is published, to be read, printed, or handed to the engineers of a source.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Loaded } from '../../kit/EmptyState.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { Select } from '../../kit/Select.tsx';
import { Switch } from '../../kit/Switch.tsx';
import type { PostingInstructions } from '../../types.ts';
import { Answers, Refusals } from './PostingAnswers.tsx';
import { Examples } from './PostingExamples.tsx';
import { Fields, SameLead, TestMode, Where, Who } from './PostingParts.tsx';
import './posting.css';

/** The page at /flows/:slug/posting. `?source=` is the source that it is for; `?test=true` makes the examples test leads. */
export function PostingPage(): ReactElement {
  const { slug = '' } = useParams();
  const [search] = useSearchParams();
  const asked = { source: search.get('source') ?? undefined, test: search.get('test') ?? undefined };
  const posting = useQuery({
    queryKey: [`/api/flows/${slug}/posting`, asked],
    queryFn: () => api.get<PostingInstructions>(`/api/flows/${encodeURIComponent(slug)}/posting`, asked),
    placeholderData: (before) => before,
  });
  useCrumbs([
    { label: 'Flows', to: '/flows' },
    { label: posting.data?.flow.name ?? slug, to: `/flows/${slug}` },
    { label: 'Posting instructions' },
  ]);
  return <Loaded query={posting}>{(found) => <Instructions posting={found} />}</Loaded>;
}

function Instructions({ posting }: { posting: PostingInstructions }): ReactElement {
  const { flow } = posting;
  return (
    <div className="po-page">
      <Page
        title={`Posting instructions: ${flow.name}`}
        about={flow.description}
        width="narrow"
        badges={<Badge tone="ok" icon="bolt">{`Live v${flow.version}`}</Badge>}
        actions={
          <span className="po-tools">
            <Choices posting={posting} />
            <Button onPress={() => window.print()}>Print</Button>
          </span>
        }
      >
        <Where posting={posting} />
        <Who posting={posting} />
        <Fields posting={posting} />
        <Examples posting={posting} />
        <Answers posting={posting} />
        <SameLead posting={posting} />
        <TestMode posting={posting} />
        <Refusals posting={posting} />
      </Page>
    </div>
  );
}

/** For whom, and whether the examples are tests. Not printed. */
function Choices({ posting: { source, sources, auth } }: { posting: PostingInstructions }): ReactElement {
  const [search, setSearch] = useSearchParams();
  const choose = (name: string, value: string): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      {sources.length > 1 && (
        <Select
          label="For the source"
          value={source?.id ?? ''}
          options={sources.map(({ id, name }) => ({ id, label: name }))}
          onChange={(id) => choose('source', id)}
        />
      )}
      {auth !== 'token' && (
        <Switch isSelected={search.get('test') === 'true'} onChange={(isTest) => choose('test', isTest ? 'true' : '')}>
          Examples send a test lead
        </Switch>
      )}
    </>
  );
}
