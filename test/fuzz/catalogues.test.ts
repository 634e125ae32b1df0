import { it } from 'vitest'
import { ownFolders, readOwnFolder, readWholeFolder, wholeFolders } from './catalogues.js'
import { asked, hunt } from './hunt.js'

const HANGING = { timeout: 3_600_000 }

it('a folder for --payloads, whatever it holds, is taken or refused with a place', HANGING, () =>
  hunt(ownFolders, readOwnFolder, asked('catalogues', 30, 'own', 2)),
)

it('a catalogue, whatever became of it, is taken or refused with a place', HANGING, () =>
  hunt(wholeFolders, readWholeFolder, asked('catalogues', 30, 'whole', 2)),
)
