/** Asked before everything in the demo is deleted. */
import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  opened: boolean;
  onClose: () => void;
  onRemove: () => void;
}

export function RemoveDialog({ opened, onClose, onRemove }: Props) {
  const { t } = useTranslation('demo');
  return (
    <Modal opened={opened} onClose={onClose} title={t('remove')} centered>
      <p>{t('removeAsk')}</p>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button color="red" onClick={onRemove}>
          {t('remove')}
        </Button>
      </Group>
    </Modal>
  );
}
