using Praxis.Platform.Foundation;

namespace Praxis.Platform.Tests.Foundation;

public sealed class LocalSchedulerTests : SchedulerContract
{
    /// <inheritdoc/>
    protected override IJobScheduler Create(Workspace workspace, SlotLimits limits) => new LocalScheduler(workspace, limits);
}
