/** Work after the contact: since when, and the way out of it. */
import { Button } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { useMe } from '@/api/session';
import type { Conversation } from '@/api/types';
import { Strip } from '@/ui/Bits';
import { Elapsed } from '@/ui/Elapsed';
import { attempt } from './attempt';

export function WrapUp({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { user } = useMe();
  const mine = conversation.interactions.find(
    (interaction) => interaction.state === 'wrap_up' && interaction.agent?.id === user.id,
  );
  if (!mine) return null;
  return (
    <Strip tone="info">
      <IconChecklist size={16} aria-hidden />
      <span>{t('wrapUp.now')}</span>
      <Elapsed since={Date.parse(mine.since)} clock />
      <Button
        size="compact-xs"
        variant="default"
        ml="auto"
        onClick={() =>
          void attempt(
            () =>
              told(
                api.POST('/api/v1/interactions/{interaction_id}/wrap-up/end', {
                  params: { path: { interaction_id: mine.id } },
                }),
              ),
            t('wrapUp.ended'),
          )
        }
      >
        {t('wrapUp.end')}
      </Button>
    </Strip>
  );
}
