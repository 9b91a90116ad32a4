/** How much of which channel: an icon and a figure for each. */
import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ChannelIcon, isKnownChannel } from '@/ui/icons';
import styles from './Board.module.css';

interface Props {
  load: Readonly<Record<string, number>>;
  /** With it: “1/3”, and channels without load too. */
  capacity?: Readonly<Record<string, number>>;
}

export function Load({ load, capacity }: Props) {
  const { t } = useTranslation(['admin', 'desk']);
  const channels = Object.keys({ ...load, ...capacity }).sort();
  return (
    <span className={styles['load']}>
      {channels.map((channel) => {
        const now = load[channel] ?? 0;
        const most = capacity?.[channel];
        const name = isKnownChannel(channel) ? t(`desk:channel.${channel}`) : channel;
        return (
          <Tooltip
            key={channel}
            label={most === undefined ? `${name}: ${now}` : t('board.loadOf', { channel: name, now, most })}
          >
            <span data-full={(most !== undefined && now >= most) || undefined}>
              <ChannelIcon channel={channel} size={14} />
              {most === undefined ? now : `${now}/${most}`}
            </span>
          </Tooltip>
        );
      })}
    </span>
  );
}
