/** What is shown, as a file: the button, or a menu where there are several, for who may. */
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';

function useTaking(): [boolean, (does: () => Promise<void>) => void] {
  const [busy, setBusy] = useState(false);
  const take = (does: () => Promise<void>) => {
    setBusy(true);
    does()
      .catch((error: unknown) => toast.failed(sayProblem(error)))
      .finally(() => setBusy(false));
  };
  return [busy, take];
}

export function TakeOne({ take }: { take: () => Promise<void> }) {
  const { t } = useTranslation('report');
  const [busy, taking] = useTaking();
  if (!useMay('report.export')) return null;
  return (
    <Button
      variant="default"
      loading={busy}
      leftSection={<IconDownload size={15} aria-hidden />}
      onClick={() => taking(take)}
    >
      {t('csv')}
    </Button>
  );
}

interface MenuProps<W extends string> {
  files: readonly W[];
  nameOf: (what: W) => string;
  take: (what: W) => Promise<void>;
}

export function TakeMenu<W extends string>({ files, nameOf, take }: MenuProps<W>) {
  const { t } = useTranslation('report');
  const [busy, taking] = useTaking();
  if (!useMay('report.export')) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" loading={busy} leftSection={<IconDownload size={15} aria-hidden />}>
          {t('csv')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('fileLogged')}</Menu.Label>
        {files.map((what) => (
          <Menu.Item key={what} onClick={() => taking(() => take(what))}>
            {nameOf(what)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
