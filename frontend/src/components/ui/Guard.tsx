import { Component, type ReactNode } from 'react';

/** Keeps a fault while drawing from taking the page with it: shows a sentence in its place. */
export class Guard extends Component<{ sentence: string; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <p className="note trouble">{this.props.sentence}</p> : this.props.children;
  }
}
