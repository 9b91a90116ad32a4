/** The ways to send: now, with what follows for the conversation, or at a moment chosen. */
import { Button, Menu, Tooltip } from '@mantine/core';
import {
  IconCalendarClock,
  IconCheck,
  IconChevronDown,
  IconClockPause,
  IconHourglass,
  IconLock,
  IconSend2,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { usePreference } from '@/ui/prefs';
import styles from '../Composer.module.css';

export type Asked = 'resolve' | 'snooze' | 'schedule';

interface Props {
  note: boolean;
  disabled: boolean;
  onSend: (then?: 'pend') => void;
  /** What has to be asked first. */
  onAsk: (asked: Asked) => void;
}

const MAC = /mac/iu.test(navigator.userAgent);

export function SendButtons({ note, disabled, onSend, onAsk }: Props) {
  const { t } = useTranslation('writing');
  const { t: word } = useTranslation();
  const mayClose = useMay('conversation.close');
  const enter = usePreference('send.enter') === 'enter';
  return (
    <Button.Group>
      <Tooltip label={enter ? '↵' : MAC ? '⌘↵' : 'Ctrl+↵'}>
        <Button
          disabled={disabled}
          leftSection={note ? <IconLock size={15} /> : <IconSend2 size={15} />}
          onClick={() => onSend()}
        >
          {note ? word('composer.addNote') : word('composer.send')}
        </Button>
      </Tooltip>
      {!note && (
        <Menu position="top-end" width={240}>
          <Menu.Target>
            <Button
              disabled={disabled}
              px={7}
              aria-label={word('composer.sendMore')}
              className={styles['more']}
            >
              <IconChevronDown size={15} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {mayClose && (
              <>
                <Menu.Item leftSection={<IconCheck size={15} />} onClick={() => onAsk('resolve')}>
                  {word('composer.sendResolve')}
                </Menu.Item>
                <Menu.Item leftSection={<IconHourglass size={15} />} onClick={() => onSend('pend')}>
                  {word('composer.sendPend')}
                </Menu.Item>
                <Menu.Item leftSection={<IconClockPause size={15} />} onClick={() => onAsk('snooze')}>
                  {t('send.snooze')}
                </Menu.Item>
                <Menu.Divider />
              </>
            )}
            <Menu.Item leftSection={<IconCalendarClock size={15} />} onClick={() => onAsk('schedule')}>
              {t('send.schedule')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Button.Group>
  );
}
