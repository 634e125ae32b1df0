import { InputError } from '../input/problems.js'
import { json } from '../report/json.js'
import { profileJson, profilesCsv, profilesText, profileText } from '../report/profile-list.js'
import { allProfiles, readProfile, type Profile } from '../srs/profile.js'

interface ProfilesOptions {
  json?: boolean
  csv?: boolean
}

export function act(code: string | undefined, options: ProfilesOptions): void {
  const profiles = (code === undefined ? [...allProfiles()] : [code]).map((text) =>
    profileNamed(text, 'sgsim profiles'),
  )
  if (options.json) process.stdout.write(json(profiles.map(profileJson)))
  else if (options.csv) process.stdout.write(profilesCsv(profiles))
  else process.stdout.write(code === undefined ? profilesText() : profileText(profiles[0]!))
}

export function profileNamed(text: string, origin: string): Profile {
  const profile = readProfile(text)
  if ('problem' in profile) throw InputError.of(origin, profile.problem)
  return profile.value
}
