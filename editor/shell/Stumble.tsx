// Catches what a page throws while it is drawn, so that the frame around it stays usable.
import { Component, type ReactNode } from 'react';
import { Button } from '../kit/Button.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';

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
        title={isOld ? 'This page could not be loaded.' : 'This page stumbled.'}
        action={
          <Button kind="primary" icon="refresh" onPress={() => window.location.reload()}>
            Load again
          </Button>
        }
      >
        {isOld
          ? 'Leadflow was updated, or the server could not be reached. Load the page again.'
          : 'Nothing you saved is lost. Load the page again; if it happens once more, report what you did and this text: '}
        {!isOld && <code>{error instanceof Error ? error.message : String(error)}</code>}
      </EmptyState>
    );
  }
}
