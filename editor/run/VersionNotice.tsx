// Says which version of the flow a run walked where another is live now, and leads to what differs.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import { ButtonLink } from '../kit/Button.tsx';
import { Icon } from '../kit/Icon.tsx';
import type { FlowDetail, RunDetail } from '../types.ts';

/** One line over the drawing; nothing where the run walked what is live, or its flow is gone. */
export function VersionNotice({ run }: { run: RunDetail }): ReactElement | null {
  const flow = useQuery({
    queryKey: ['/api/flows', run.flow, 'live'],
    queryFn: () => api.get<FlowDetail>(`/api/flows/${run.flow}`),
  });
  if (!flow.data) return null;
  const says = versionWords(run, flow.data.live);
  if (says === null) return null;
  const { version } = flow.data.live ?? { version: flow.data.savedVersion };
  const hasDiff = run.version > 0 && version !== null && version !== run.version;
  return (
    <div className="rn-version" role="note">
      <Icon name="history" size={16} />
      <span>{says}</span>
      {hasDiff && (
        <ButtonLink
          size="small"
          to={`/flows/${run.flow}/versions/${run.version}?against=${version}`}
        >{`What differs between v${run.version} and v${version}`}</ButtonLink>
      )}
    </div>
  );
}

/** “Version 3 ran; version 5 is live now.” Null where there is nothing to say. */
export function versionWords(
  run: Pick<RunDetail, 'version' | 'release' | 'test'>,
  live: FlowDetail['live'],
): string | null {
  if (live?.release === run.release) return null;
  const ran = run.version === 0 ? 'A draft that was never saved ran' : `Version ${run.version} ran`;
  if (live === null) return `${ran}; no version is live now.`;
  if (live.version !== run.version) return `${ran}; version ${live.version} is live now.`;
  return run.test
    ? `This is a test on version ${run.version}: the draft that ran may have differed from what is live.`
    : `${ran}, as it was then: its adaptors, endpoints or lists have changed since.`;
}
