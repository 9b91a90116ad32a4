/** How much of which channel: an icon and a figure for each. */
import { Tooltip } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ChannelIcon, isKnownChannel } from '@/ui/icons';
import styles from './Board.module.css';

interface Props {
  load: Readonly<Record<string, number>>;
  /** With it: “1/3”, and channels without load too. */
  capacity?: Readonly<Record<string, number>>;
  /** Channels whose work lies aside for now. */
  aside?: readonly string[];
}

export function Load({ load, capacity, aside = [] }: Props) {
  const { t } = useTranslation(['admin', 'desk']);
  const channels = Object.keys({ ...load, ...capacity }).sort();
  const labelOf = (channel: string, name: string, now: number, most: number | undefined) => {
    if (aside.includes(channel)) return t('board.asideHint', { channels: name });
    return most === undefined ? `${name}: ${now}` : t('board.loadOf', { channel: name, now, most });
  };
  return (
    <span className={styles['load']}>
      {channels.map((channel) => {
        const now = load[channel] ?? 0;
        const most = capacity?.[channel];
        const name = isKnownChannel(channel) ? t(`desk:channel.${channel}`) : channel;
        return (
          <Tooltip key={channel} label={labelOf(channel, name, now, most)}>
            <span
              data-full={(most !== undefined && now >= most) || undefined}
              data-aside={aside.includes(channel) || undefined}
            >
              {aside.includes(channel) && <IconPlayerPause size={12} aria-hidden />}
              <ChannelIcon channel={channel} size={14} />
              {most === undefined ? now : `${now}/${most}`}
            </span>
          </Tooltip>
        );
      })}
    </span>
  );
}
