import { Button, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.tsx';
import classes from './record.module.css';

const commands = [
  'npm run tollgate -- audit export --out record.jsonl',
  'npm run tollgate -- audit verify --export record.jsonl --public-key signing.pem',
].join('\n');

/** How the record is verified where nobody of this gateway could have changed the verifier. */
export function Offline() {
  const { t } = useTranslation('record');
  const { t: common } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button onClick={open}>{t('offline.open')}</Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('offline.open')}
        size="lg"
        closeButtonProps={{ 'aria-label': common('act.close') }}
      >
        <Stack gap="md">
          <Text size="sm">{t('offline.text')}</Text>
          <pre className={classes.text}>{commands}</pre>
          <div>
            <CopyButton value={commands} label={t('offline.open')} withWord />
          </div>
        </Stack>
      </Modal>
    </>
  );
}
