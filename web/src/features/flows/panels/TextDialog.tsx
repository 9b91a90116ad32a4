/** The flow as text: copied, saved as a file, or replaced by one that was edited elsewhere. */
import { Button, Modal, Textarea } from '@mantine/core';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/ui/toast';
import { flowOf } from '../model/flow';
import styles from '../inspector/Form.module.css';
import { readText, writeText } from '../questions';
import { sayWhy } from '../words';
import { useDesigner, useStore } from '../useDesigner';

export function saveAs(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

export function TextDialog({ slug, onClose }: { slug: string; onClose: () => void }) {
  const { t } = useTranslation(['flows', 'desk']);
  const store = useStore();
  const flow = useDesigner((state) => state.flow);
  const readOnly = useDesigner((state) => state.readOnly);
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const written = useQuery({
    queryKey: ['flows', 'text', slug, flow],
    queryFn: () => writeText(slug, flow),
    gcTime: 0,
    retry: false,
  });
  const shown = text ?? written.data ?? '';
  const take = async () => {
    try {
      const body = await readText(shown);
      store.getState().edit(() => flowOf(body));
      onClose();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <Modal opened size="xl" onClose={onClose} title={t('text.title')}>
      <div className={styles['form']}>
        <p className={styles['quiet']}>{t('text.hint')}</p>
        {written.isError && <p className={styles['wrong']}>{sayWhy(written.error)}</p>}
        <Textarea
          className={styles['code'] ?? ''}
          aria-label={t('text.label')}
          value={shown}
          minRows={16}
          maxRows={24}
          spellCheck={false}
          readOnly={readOnly}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {problem !== null && (
          <p className={styles['wrong']} role="alert">
            {sayWhy(problem)}
          </p>
        )}
        <div className={styles['tools']}>
          {text !== null && !readOnly && <Button onClick={() => void take()}>{t('text.take')}</Button>}
          <Button
            variant="default"
            leftSection={<IconCopy size={15} />}
            onClick={() => void navigator.clipboard.writeText(shown).then(() => toast.done(t('text.copied')))}
          >
            {t('text.copy')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconDownload size={15} />}
            onClick={() => saveAs(`${slug}.yaml`, shown)}
          >
            {t('text.save')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
