/** Who else has it open, and who is writing in it. */
import { Tooltip } from '@mantine/core';
import { IconEye, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/api/session';
import { useLive } from '@/live/store';
import { Avatar } from '@/ui/Bits';
import { useNow } from '@/ui/time';
import styles from './Head.module.css';

export function Viewers({ id }: { id: string }) {
  const { t } = useTranslation('matter');
  const { user } = useMe();
  const viewers = useLive((state) => state.viewers[id]);
  const typing = useLive((state) => state.typing[id]);
  const now = useNow();
  const others = (viewers ?? []).filter((viewer) => viewer.id !== user.id);
  if (others.length === 0) return null;
  const writer = typing && typing.until > now ? others.find((other) => other.id === typing.who) : undefined;
  const names = t('collision.views', { names: others.map((viewer) => viewer.name).join(', ') });
  return (
    <Tooltip label={names}>
      <span className={styles['viewers']} data-writing={writer ? true : undefined} role="status">
        {writer ? <IconPencil size={14} aria-hidden /> : <IconEye size={14} aria-hidden />}
        {others.slice(0, 3).map((viewer) => (
          <Avatar key={viewer.id} name={viewer.name} size={18} />
        ))}
        {others.length > 3 && <span>+{others.length - 3}</span>}
        <span className={writer ? undefined : 'sr-only'}>
          {writer ? t('collision.writes', { name: writer.name }) : names}
        </span>
      </span>
    </Tooltip>
  );
}
