import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtCommand, root } from '../cli/sparkify.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { type TemporaryFolder, temporaryFolder } from '../temporary-folder.ts';

/** A Python with the packages of `.ci/suites/peers.sh`. */
const python = process.env.SPARKIFY_EXAMPLES_PYTHON;
const examples = join(root, 'examples');
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

/** A working directory with data, and a `sparkify` on the path. */
function workingDirectory(): TemporaryFolder & {
  readonly env: Readonly<Record<string, string | undefined>>;
} {
  using source = sourceFolder(smallSource);
  const folder = temporaryFolder();
  cpSync(source.path, join(folder.path, 'data'), { recursive: true });
  const command = join(folder.path, 'sparkify');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${builtCommand}' "$@"\n`);
  chmodSync(command, 0o755);
  return {
    ...folder,
    env: { ...process.env, PATH: `${folder.path}:${process.env.PATH}`, HOME: folder.path },
  };
}

function runPython(script: string, { path, env }: ReturnType<typeof workingDirectory>): string {
  return execFileSync(python ?? '', ['-c', script], { cwd: path, env, encoding: 'utf8' });
}

test('the line of cron runs as cron runs it', () => {
  using folder = workingDirectory();
  const crontab = readFileSync(join(examples, 'cron/crontab'), 'utf8');
  const line = /^(?:\S+ ){5} (.*)$/m.exec(crontab.replace(/^#.*\n/, ''))?.[1] ?? '';
  const command = line.replace('/srv/music', folder.path);
  expect(command).not.toBe(line);
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { env: folder.env, encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});

test.skipIf(!hasSystemd)(
  'systemd finds nothing wrong in its units (skipped where there is no systemd)',
  () => {
    using folder = temporaryFolder();
    const units = ['sparkify.service', 'sparkify.timer'].map((name) => {
      const unit = join(folder.path, name);
      copyFileSync(join(examples, 'systemd', name), unit);
      return unit;
    });
    const { stderr } = spawnSync('systemd-analyze', ['verify', ...units], { encoding: 'utf8' });
    expect(stderr.split('\n').filter((line) => line.includes(folder.path))).toEqual([]);
  },
);

test('the script for EventBridge is one that bash parses', () => {
  execFileSync('bash', ['-n', join(examples, 'eventbridge/create-schedule.sh')]);
});

test.skipIf(python === undefined)(
  "Airflow's task loads, and an error that passes is one to try again (skipped where Airflow cannot be installed)",
  () => {
    using folder = workingDirectory();
    const script = `
import sys
sys.path.insert(0, ${JSON.stringify(join(examples, 'airflow'))})
from airflow.sdk.exceptions import AirflowException, AirflowFailException
import sparkify
dag = sparkify.sparkify()
run = dag.get_task("etl").python_callable
print("\\n", dag.schedule, run()["status"])
sparkify.subprocess.run = lambda *_, **__: type("Run", (), {"returncode": 75, "stdout": "", "stderr": "busy"})
try: run()
except AirflowFailException: print("failed for good")
except AirflowException as error: print("again:", error)`;
    expect(runPython(script, folder)).toMatch(/@hourly published\nagain: busy\n$/);
  },
);

test.skipIf(python === undefined)(
  "Dagster's asset is materialized (skipped where Dagster cannot be installed)",
  () => {
    using folder = workingDirectory();
    const script = `
import sys
sys.path.insert(0, ${JSON.stringify(join(examples, 'dagster'))})
import dagster, definitions
dagster.Definitions.validate_loadable(definitions.defs)
result = dagster.materialize([definitions.songplays])
print("\\n", result.success, result.asset_materializations_for_node("songplays")[0].metadata["songplays"].value)`;
    expect(runPython(script, folder)).toMatch(/True \d+\n$/);
  },
);

test.skipIf(python === undefined)(
  'the YAML of GitHub Actions and of Docker Compose is valid, and names commands that exist (skipped without PyYAML)',
  () => {
    using folder = workingDirectory();
    const script = `
import json, yaml
files = ${JSON.stringify(['github-actions/sparkify.yml', 'docker/compose.yaml'].map((name) => join(examples, name)))}
print(json.dumps([yaml.safe_load(open(file)) for file in files]))`;
    const [workflow, compose] = JSON.parse(runPython(script, folder));
    const steps = workflow.jobs.etl.steps as readonly { run?: string; uses?: string }[];
    expect(steps.every((step) => (step.run === undefined) !== (step.uses === undefined))).toBe(true);
    expect(steps.at(-1)?.run).toBe('sparkify etl --warehouse redshift');
    expect(Object.keys(compose.services)).toEqual(['etl', 'dashboard']);
    expect(Object.keys(compose.volumes)).toEqual(['warehouse']);
    const help = execFileSync(process.execPath, [builtCommand, 'dashboard', '--help'], { encoding: 'utf8' });
    const flags = compose.services.dashboard.command.filter((word: string) => word.startsWith('--'));
    for (const flag of flags) expect(help).toContain(flag);
  },
);

test.skipIf(python === undefined)(
  'the notebook runs from top to bottom (skipped where nbclient cannot be installed)',
  { timeout: 180_000 },
  () => {
    using folder = workingDirectory();
    const script = `
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read(${JSON.stringify(join(examples, 'notebook/sparkify.ipynb'))}, as_version=4)
NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
texts = [str(output) for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
print("\\n", any("Published" in text for text in texts), any("image/png" in text for text in texts), any("error  " in text for text in texts))`;
    expect(runPython(script, folder)).toMatch(/True True False\n$/);
  },
);
