import { unloadSql } from '../../warehouse/redshift/unload-sql.ts';
import { makeTable, observeCopy } from '../observe.ts';
import type { Point } from '../point.ts';

/** What `--kms-key` encrypts. */
export const encryptionPoints: readonly Point[] = [
  {
    id: 'kms-warehouse',
    question: 'the warehouse is encrypted with the key of `--kms-key`',
    page: 'mgmt/working-with-db-encryption',
    statement:
      'CreateNamespace with kmsKeyId and GetNamespace, or CreateCluster with KmsKeyId and DescribeClusters',
    expected: 'the key',
    over: 'once',
    needs: 'kmsKey',
    run: async ({ facts, config: { s3 } }) =>
      facts.kmsKey === s3.kmsKey ? 'the key' : (facts.kmsKey ?? "AWS's own key"),
  },
  {
    id: 'kms-copy',
    question:
      'COPY reads an object below WORK that this program encrypted with the key, by the rights of the role',
    page: 'dg/c_loading-encrypted-files',
    statement:
      'PutObject with x-amz-server-side-encryption: aws:kms and the key; copy verify (n integer) from this object',
    expected: '7 (number)',
    over: 'once',
    needs: 'kmsKey',
    run: async (trial) => await observeCopy(trial, { name: 'kms', body: '{"n": 7}\n', columns: 'n integer' }),
  },
  {
    id: 'kms-unload',
    question: 'UNLOAD encrypts what it writes below WORK with the key, and these objects can be read here',
    page: 'dg/t_unloading_encrypted_files',
    statement:
      "unload ('select * from verify_kms') to … format as parquet kms_key_id '…' encrypted; GetObject",
    expected: 'a file of Parquet',
    over: 'once',
    needs: 'kmsKey',
    async run({ open, folder, config: { role, s3, work = '' } }) {
      const warehouse = await open();
      await makeTable(warehouse, 'verify_kms');
      await warehouse.run('insert into verify_kms values (7)');
      const to = `${work.replace(/\/$/, '')}/kms/`;
      const { region } = folder;
      await warehouse.run(unloadSql({ table: 'verify_kms', to, role, region, kmsKey: s3.kmsKey }));
      const { openS3Folder } = await import('../../s3/folder.ts');
      await using written = await openS3Folder(to, s3);
      const [first] = await written.list();
      if (first === undefined) return 'no file';
      const content = await written.read(first.name);
      return content.subarray(0, 4).toString() === 'PAR1' ? 'a file of Parquet' : 'something else';
    },
  },
];
