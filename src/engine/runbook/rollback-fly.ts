/**
 * `fly releases rollback` is no more: an earlier image is deployed again, by its reference (flyctl,
 * 2026-08). A fly.toml in the working folder would be taken for the application's own.
 */
const deployScript = (image: string, skipsReleaseCommand: boolean) => {
  const options = skipsReleaseCommand ? ' --skip-release-command' : ''
  return `cd "$(mktemp -d)"\nfly deploy -a "$APP" --image ${image}${options} -y`
}

export const deployImageScript = (skipsReleaseCommand: boolean) =>
  `set -eu\n${deployScript('"$IMAGE"', skipsReleaseCommand)}`

/**
 * Of each release in turn its number comes, then its image; in another order, nothing is believed. A
 * quote inside a text is escaped, so that no text passes for a key.
 */
const imageOfRelease = `image=$(fly releases -a "$APP" --image --json | tr ',{}' '\\n\\n\\n' | awk -F '"' '
  $2 == "Version" { version = $3; gsub(/[^0-9]/, "", version) }
  $2 == "ImageRef" && version == "" { exit 1 }
  $2 == "ImageRef" && version == ENVIRON["wanted"] { print $4 }
  $2 == "ImageRef" { version = "" }')`

export const deployReleaseScript = (skipsReleaseCommand: boolean) => `set -eu
wanted=\${RELEASE#v}
export wanted
${imageOfRelease}
if [ -z "$image" ]; then
  echo "Fly does not list an image of release $RELEASE any more." >&2
  exit 1
fi
${deployScript('"$image"', skipsReleaseCommand)}`
