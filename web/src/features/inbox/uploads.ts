/** Files on their way into a draft: by button, drop or paste. */
import { useState } from 'react';
import { api, asForm, told } from '@/api/client';
import type { FileRef, Traits } from '@/api/types';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import i18next from 'i18next';
import { fileSize } from './Files';

interface Uploading {
  key: string;
  name: string;
}

/** Why a file cannot go by this channel; undefined when it can. */
export function refusedFile(
  file: { name: string; size: number },
  count: number,
  traits: Traits | null,
): string | undefined {
  if (!traits) return undefined;
  if (traits.max_attachments > 0 && count >= traits.max_attachments) {
    return i18next.t('files.tooMany', { name: file.name, count: traits.max_attachments });
  }
  if (traits.max_attachment_bytes > 0 && file.size > traits.max_attachment_bytes) {
    return i18next.t('files.tooLarge', { name: file.name, size: fileSize(traits.max_attachment_bytes) });
  }
  return undefined;
}

async function upload(file: File): Promise<FileRef> {
  return await told(api.POST('/api/v1/files', asForm(file)));
}

export function useUploads(traits: Traits | null, have: number, onDone: (file: FileRef) => void) {
  const [running, setRunning] = useState<Uploading[]>([]);
  const add = async (files: Iterable<File>) => {
    const accepted: File[] = [];
    for (const file of files) {
      const why = refusedFile(file, have + running.length + accepted.length, traits);
      if (why) toast.failed(why);
      else accepted.push(file);
    }
    await Promise.all(
      accepted.map(async (file) => {
        const key = crypto.randomUUID();
        setRunning((was) => [...was, { key, name: file.name }]);
        try {
          onDone(await upload(file));
        } catch (error) {
          toast.failed(`${file.name}: ${sayProblem(error)}`);
        }
        setRunning((was) => was.filter((item) => item.key !== key));
      }),
    );
  };
  return { running, add };
}
