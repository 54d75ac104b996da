/** Why there is no path, and what would lead on. */
import { Link, useAddress, withParams } from "../address";
import { Notice, useAnswer } from "../answer";
import { Paths, type PathsQuery, type PathsQueryVariables } from "../questions";
import { counted, KINDS as KIND_NAMES } from "../words";
import { KINDS, readQuestion, USUAL_STEPS, writtenKinds } from "./path_question";

type Found = PathsQuery["careerPaths"];

const CONDITIONS = ["via", "avoid", "kinds", "confirmed", "family", "rise"];

export function NoPath({ found, asked }: { found: Found; asked: PathsQueryVariables }) {
  const address = useAddress();
  const { maxSteps, from, to, kinds } = readQuestion(address.params);
  const why = found.unreachable;
  if (!why) return <Notice title="There is no path" />;
  return (
    <Notice title="There is no path">
      <p>{why.message}</p>
      <ul class="links">
        {why.reason === "TOO_FAR" && <li><Link to={withParams(address, { max: String(Math.min(20, Math.max(maxSteps * 2, USUAL_STEPS))) })}>Allow more steps</Link></li>}
        {why.reason === "UNKNOWN_VALUES" && <li><Link to={withParams(address, { unknown: "1" })}>Also pass through what is unknown</Link></li>}
        {why.reason === "EXCLUDED" && CONDITIONS.some((name) => address.params.has(name)) && <li><Link to={withParams(address, Object.fromEntries(CONDITIONS.map((name) => [name, null])))}>Drop the conditions</Link></li>}
        {why.reason === "EXCLUDED" && !kinds.includes("RELATED") && <AllKinds asked={asked} />}
        {why.reason === "WRONG_WAY" && <li><Link to={withParams(address, { from: to, to: from })}>Ask for the way back</Link></li>}
      </ul>
      {why.nearest.length > 0 && (
        <>
          <p>Within reach, the most like {to ? "it" : "the target"} first:</p>
          <ul class="links">
            {why.nearest.map(({ role, hops }) => (
              <li key={role.id}><Link to={withParams(address, { to: role.id })}>{role.title}</Link> <span class="soft">{counted(hops, "step")}</span></li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}

/** A way on by steps of all kinds, where they lead further than those asked for; the usual ones leave out related roles. */
function AllKinds({ asked }: { asked: PathsQueryVariables }) {
  const address = useAddress();
  const { answer } = useAnswer(Paths, { ...asked, options: { ...asked.options, kinds: KINDS } });
  if (!answer || answer.careerPaths.unreachable?.reason === "EXCLUDED") return null;
  return <li><Link to={withParams(address, { kinds: writtenKinds(KINDS) })}>Also take related roles ({KIND_NAMES.RELATED.toLowerCase()} steps)</Link></li>;
}
