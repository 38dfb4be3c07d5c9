import {
  Boxes,
  CircleSlash,
  CloudOff,
  FileText,
  HardDrive,
  Hourglass,
  MemoryStick,
  MessageCircleQuestionMark,
  Square,
  Timer,
  Zap,
} from 'lucide-react';
import type { StopKind } from '../../core/verdict/stop';

const ICONS = {
  MEMORY_LIMIT: MemoryStick,
  PROCESS_MEMORY: MemoryStick,
  TIMED_OUT: Timer,
  UNANSWERED: MessageCircleQuestionMark,
  PROCESS_LIMIT: Boxes,
  OUTPUT_LIMIT: FileText,
  WORKSPACE_LIMIT: HardDrive,
  INTERPRETER_DIED: Zap,
  EXPIRED: Hourglass,
  PLATFORM_ERROR: CloudOff,
  CANCELLED: Square,
  REFUSED: CircleSlash,
} satisfies Record<StopKind, unknown>;

/** A picture for each way to stop, so that it is not told by colour alone. */
export function StopIcon({ kind }: { kind: StopKind }) {
  const Icon = ICONS[kind];
  return (
    <span className="stop-icon">
      <Icon aria-hidden size={16} />
    </span>
  );
}
