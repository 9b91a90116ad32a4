/** Messages are being chosen: a conversation of their own, or to another one. */
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queries } from '@/api/queries';
import type { Conversation } from '@/api/types';
import { Strip } from '@/ui/Bits';
import { toast } from '@/ui/toast';
import { attempt } from './attempt';
import { picking, usePicking } from './picking';
import { act } from './questions';

export function PickBar({ conversation, onMove }: { conversation: Conversation; onMove: () => void }) {
  const { t } = useTranslation('matter');
  const navigate = useNavigate();
  const messages = usePicking((state) => state.messages);
  const [busy, setBusy] = useState(false);
  const split = async () => {
    setBusy(true);
    await attempt(async () => {
      const made = await act(conversation.id, 'split', { messages: [...messages] });
      picking.end();
      await queries.invalidateQueries({ queryKey: ['matter'] });
      toast.done(t('done.split', { number: made.number }));
      void navigate({ to: `/inbox/all/${made.id}` as string });
    });
    setBusy(false);
  };
  const none = messages.length === 0;
  return (
    <Strip tone="info">
      <span>{none ? t('split.barNone') : t('split.bar', { count: messages.length })}</span>
      <Button size="compact-sm" ml="auto" disabled={none} loading={busy} onClick={() => void split()}>
        {t('split.new')}
      </Button>
      <Button size="compact-sm" variant="default" disabled={none} onClick={onMove}>
        {t('split.move')}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => picking.end()}>
        {t('split.cancel')}
      </Button>
    </Strip>
  );
}
