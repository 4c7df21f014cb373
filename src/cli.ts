#!/usr/bin/env node
import { Command } from 'commander';

const program = new Command('sparkify');
await program.parseAsync();
