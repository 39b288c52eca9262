// Catches what a page throws while it is drawn, so that the frame around it stays usable.
import { Component, type ReactNode } from 'react';
import { Button } from '../kit/Button.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { t } from '../words/shell.ts';

interface StumbleState {
  error: unknown;
}

/** Shows a page's children, or, after a fault, what to do. */
export class Stumble extends Component<{ children: ReactNode }, StumbleState> {
  override state: StumbleState = { error: undefined };

  static getDerivedStateFromError(error: unknown): StumbleState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    const isOld = error instanceof Error && /dynamically imported module|Importing a module/i.test(error.message);
    return (
      <EmptyState
        icon="warning"
        title={isOld ? t('notLoaded') : t('stumbled')}
        action={
          <Button kind="primary" icon="refresh" onPress={() => window.location.reload()}>
            {t('loadAgain')}
          </Button>
        }
      >
        {isOld ? t('notLoadedMore') : t('stumbledMore')}{' '}
        {!isOld && <code>{error instanceof Error ? error.message : String(error)}</code>}
      </EmptyState>
    );
  }
}
