/** The timeline; or the stretch of it around the message that the address names, when that is further back. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Conversation } from '@/api/types';
import { ListSkeleton } from '@/ui/States';
import { useTimeline } from './questions';
import { Timeline } from './Timeline';

const Around = lazy(async () => ({ default: (await import('./Around')).Around }));

export function TimelineAt({ conversation }: { conversation: Conversation }) {
  const { message } = useSearch({ strict: false }) as { message?: string };
  const navigate = useNavigate();
  const { thread, failed } = useTimeline(conversation.id);
  const here = thread?.entries.some((entry) => entry.type === 'message' && entry.id === message);
  if (!message || here || failed !== null)
    return <Timeline key={message ?? ''} conversation={conversation} />;
  if (!thread?.loaded) return <ListSkeleton rows={4} />;
  return (
    <Suspense fallback={<ListSkeleton rows={4} />}>
      <Around
        key={message}
        conversation={conversation}
        message={message}
        onLeave={() => void navigate({ to: '.', search: {} as never })}
      />
    </Suspense>
  );
}
