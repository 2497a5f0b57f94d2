import { notifyModerators } from "@quoin/api/comment/notify";
import { keepHouse } from "@quoin/api/housekeeping/service";
import { deliverMail } from "@quoin/api/mail/service";
import { notifyAuthors } from "@quoin/api/post/notify";
import { publishDuePosts } from "@quoin/api/post/publishing";
import { type OpenServices, systemContext } from "@quoin/api/server";
import { GiveUp, type Handlers } from "@quoin/jobs";

/** What is done for each job: one call to a service, which is safe to make twice. */
export function createHandlers({ services, mailer }: OpenServices): Handlers {
  return {
    commentSubmitted: ({ commentId }, job) =>
      notifyModerators(systemContext(services, job.requestId), commentId),
    postPublished: ({ postId }, job) =>
      notifyAuthors(systemContext(services, job.requestId), postId),
    postScheduled: async (_post, job) => {
      await publishDuePosts(systemContext(services, job.requestId));
    },
    minutePassed: async (_nothing, job) => {
      await publishDuePosts(systemContext(services, job.requestId));
    },
    housekeepingDue: async (_nothing, job) => {
      const swept = await keepHouse(systemContext(services, job.requestId), mailer);
      if (swept.rows + swept.mails > 0) services.log.info(swept, "swept what had expired");
    },
    mailRequested: async (mail, job) => {
      const outcome = await deliverMail(mailer, mail, job.id);
      if (outcome === "refused") throw new GiveUp("The mail was refused");
    },
  };
}
