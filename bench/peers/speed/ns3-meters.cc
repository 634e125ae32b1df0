// The town of meters.h with nothing of ns-3 but Simulator::Schedule: a pending timer a meter, links as numbers. The best that its core
// can do.

#include "meters-told.h"
#include "ns3-core.h"

using namespace ns3;

namespace
{

class Meters
{
public:
  explicit Meters(uint32_t meters)
    : m_town(meters),
      m_sentAt(meters),
      m_acknowledgedAt(meters)
  {
    const std::vector<int64_t> moments = Moments(meters);
    for (uint32_t meter = 0; meter < meters; meter++)
      Simulator::Schedule(MicroSeconds(moments[meter]), &Meters::Read, this, meter);
  }

  Counted reads;
  Counted acknowledgements;

private:
  Town m_town;
  // By meter. It has one read under way at most.
  std::vector<int64_t> m_sentAt;
  std::vector<int64_t> m_acknowledgedAt;

  static int64_t Now()
  {
    return Simulator::Now().GetMicroSeconds();
  }

  static uint32_t DapOf(uint32_t meter)
  {
    return meter / METERS_A_DAP;
  }

  void Read(uint32_t meter)
  {
    const int64_t now = Now();
    reads.sent++;
    m_sentAt[meter] = now;
    const int64_t out = m_town.nanUp.Cross(DapOf(meter), now, READ_BYTES);
    Simulator::Schedule(MicroSeconds(out - now), &Meters::ReadAtDap, this, meter);
    Simulator::Schedule(MicroSeconds(HOUR), &Meters::Read, this, meter);
  }

  void ReadAtDap(uint32_t meter)
  {
    const int64_t now = Now();
    const int64_t out = m_town.wanUp.Cross(DapOf(meter), now, READ_BYTES) + PROCESSING;
    Simulator::Schedule(MicroSeconds(out - now), &Meters::ReadAtHeadEnd, this, meter);
  }

  void ReadAtHeadEnd(uint32_t meter)
  {
    const int64_t now = Now();
    reads.Receive(now - m_sentAt[meter]);
    acknowledgements.sent++;
    m_acknowledgedAt[meter] = now;
    Simulator::Schedule(MicroSeconds(PROCESSING), &Meters::Acknowledge, this, meter);
  }

  void Acknowledge(uint32_t meter)
  {
    const int64_t now = Now();
    const int64_t out = m_town.wanDown.Cross(DapOf(meter), now, ACKNOWLEDGEMENT_BYTES);
    Simulator::Schedule(MicroSeconds(out - now), &Meters::AcknowledgementAtDap, this, meter);
  }

  void AcknowledgementAtDap(uint32_t meter)
  {
    const int64_t now = Now();
    const int64_t out = m_town.nanDown.Cross(DapOf(meter), now, ACKNOWLEDGEMENT_BYTES);
    Simulator::Schedule(MicroSeconds(out - now), &Meters::AcknowledgementAtMeter, this, meter);
  }

  void AcknowledgementAtMeter(uint32_t meter)
  {
    acknowledgements.Receive(Now() - m_acknowledgedAt[meter]);
  }
};

} // namespace

int
main(int argc, char* argv[])
{
  const Asked asked(argc, argv);
  UseScheduler(asked.Word("scheduler"));
  const Stopwatch setup;
  Meters meters(asked.Number("meters"));
  const double setupSeconds = setup.Seconds();
  // What is due at the very end does not happen any more.
  Simulator::Stop(MicroSeconds(asked.Number("hours") * HOUR) - NanoSeconds(1));
  const Stopwatch run;
  Simulator::Run();
  const double seconds = run.Seconds();
  Tell(setupSeconds, seconds, Simulator::GetEventCount(), MembersOf(meters.reads, meters.acknowledgements));
  // What is left is not taken down event by event: the process ends.
  std::fflush(stdout);
  std::_Exit(0);
}
