/** In a demo it is always said that it is one, with the ways out beside it. */
import { Menu, Switch, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconDoorExit, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEMO_KEY, leaveDemo, removeDemo, switchDemo, useDemo } from '@/api/demo';
import { useMe } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { sayProblem } from '@/ui/problem';
import { RemoveDialog } from '@/ui/RemoveDemo';
import { toast } from '@/ui/toast';
import styles from './Shell.module.css';

const tell = (error: unknown): void => toast.failed(sayProblem(error));

function Traffic({ live }: { live: boolean }) {
  const { t } = useTranslation('demo');
  const client = useQueryClient();
  const change = (on: boolean): void => {
    switchDemo(on)
      .then((state) => client.setQueryData(DEMO_KEY, state))
      .catch(tell);
  };
  return (
    <div className={styles['demoLive']}>
      <Switch
        label={t('live')}
        description={t('liveHint')}
        checked={live}
        onChange={(event) => change(event.currentTarget.checked)}
      />
    </div>
  );
}

export function DemoMenu() {
  const { t } = useTranslation('demo');
  const { permissions } = useMe();
  const { data: demo } = useDemo();
  const [asking, setAsking] = useState(false);
  const may = Boolean(permissions['config.publish']);
  return (
    <>
      <Menu width={320} position="bottom-start">
        <Menu.Target>
          <UnstyledButton className={styles['demo']} aria-label={t('menu')}>
            <Chip tone="note">
              {t('badge')} <IconChevronDown size={13} aria-hidden />
            </Chip>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('menu')}</Menu.Label>
          {may && demo && <Traffic live={demo.live} />}
          {demo?.leave && (
            <Menu.Item leftSection={<IconDoorExit size={16} />} onClick={() => void leaveDemo().catch(tell)}>
              {t('leave')}
            </Menu.Item>
          )}
          {may && demo?.leave && (
            <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => setAsking(true)}>
              {t('remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <RemoveDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onRemove={() => void removeDemo().catch(tell)}
      />
    </>
  );
}
