// New Connect: one form that makes a connection, its first call, its adaptor and its secrets, and lands on the test.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '../../../api.ts';
import { Button, ButtonLink } from '../../../kit/Button.tsx';
import { ProblemNotice } from '../../../kit/Notice.tsx';
import { Card, Page, useCrumbs } from '../../../kit/Page.tsx';
import type { AdaptorDetail, TemplateDetail } from '../../../types.ts';
import { connectionPlace } from '../connection-menu.ts';
import { EgressNote } from '../test/EgressNote.tsx';
import { ConnectFields } from './ConnectFields.tsx';
import { connectFaults } from './connect-faults.ts';
import { type ConnectForm, EMPTY_CONNECT } from './connect-form.ts';
import { fromTemplate } from './connect-start.ts';
import { focusFault } from './focus-fault.ts';
import { RequestPreview } from './RequestPreview.tsx';
import { TemplateStart } from './TemplateStart.tsx';
import { useConnect } from './use-connect.ts';
import './connect.css';

/** The page at /connections/new; `?template=` says what to start from. */
export function NewConnectPage(): ReactElement {
  useCrumbs([{ label: 'Connections', to: '/connections' }, { label: 'New Connect' }]);
  const go = useNavigate();
  const root = useRef<HTMLFormElement>(null);
  const [form, setForm] = useState<ConnectForm>(EMPTY_CONNECT);
  const [isTried, setTried] = useState(false);
  useGivenTemplate(setForm);
  const targets = useTargets(form);
  const faults = connectFaults(form);
  const { send, isPending, error } = useConnect((made) => go(connectionPlace(made.slug, 'test', made.endpoint)));
  const shown = isTried ? faults : {};
  const submit = (): void => {
    setTried(true);
    if (Object.keys(faults).length === 0) send(form);
    else focusFault(root.current);
  };
  return (
    <Page
      title="New Connect"
      about="One form for the first call to a receiver. The letters are those of Convoso’s settings page."
    >
      <form
        ref={root}
        className="lf-connect"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="lf-stack">
          <TemplateStart form={form} onChange={setForm} faults={shown} />
          <Card title="General">
            <ConnectFields form={form} onChange={setForm} faults={shown} targets={targets} />
          </Card>
          <ProblemNotice error={error} />
          <div className="lf-connect__foot">
            <Button type="submit" kind="primary" isPending={isPending}>
              Save Connect and test it
            </Button>
            <ButtonLink to="/connections">Cancel</ButtonLink>
            {isTried && Object.keys(faults).length > 0 && (
              <span className="lf-field__error" role="alert">
                {Object.values(faults)[0]}
              </span>
            )}
          </div>
        </div>
        <div className="lf-connect__aside">
          <RequestPreview form={form} targets={targets} />
          <EgressNote />
        </div>
      </form>
    </Page>
  );
}

/** Begins from the template of the address, once. */
function useGivenTemplate(onForm: (change: (form: ConnectForm) => ConnectForm) => void): void {
  const [search] = useSearchParams();
  const slug = search.get('template') ?? '';
  const given = useQuery({
    queryKey: ['/api/templates', slug],
    queryFn: () => api.get<TemplateDetail>(`/api/templates/${slug}`),
    enabled: slug !== '',
  });
  const document = given.data?.document;
  const isDone = useRef(false);
  useEffect(() => {
    if (!document || isDone.current) return;
    isDone.current = true;
    onForm((form) => fromTemplate(form, { slug, document }));
  }, [document, slug, onForm]);
}

const NONE: readonly string[] = [];

/** The fields that the adaptor of the form makes. */
function useTargets({ adaptor }: ConnectForm): readonly string[] {
  const slug = adaptor.is === 'known' ? adaptor.slug : '';
  const known = useQuery({
    queryKey: ['/api/adaptors', slug],
    queryFn: () => api.get<AdaptorDetail>(`/api/adaptors/${slug}`),
    enabled: slug !== '',
  });
  if (adaptor.is === 'new') return adaptor.fields.map(({ target }) => target);
  return slug === '' ? NONE : (known.data?.document.fields.map(({ target }) => target) ?? NONE);
}
